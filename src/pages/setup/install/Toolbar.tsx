import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';

/** What can be opened under the buttons. */
export type Panel = 'export' | 'uninstall';

interface Props {
  isInstalled: boolean;
  /** Grafana has something of it, if only what an installation that was cut off left. */
  isThere: boolean;
  canInstall: boolean;
  isPending: boolean;
  isInstalling: boolean;
  isVerifying: boolean;
  busy: boolean;
  panel: Panel | null;
  onPanel: (panel: Panel | null) => void;
  onInstall: () => void;
  onVerify: () => void;
}

/** What can be done now. */
export function Toolbar(props: Props) {
  const styles = useStyles2(getStyles);
  const { isInstalled, isThere, canInstall, isPending, isInstalling, isVerifying, busy, panel, onPanel } = props;
  const toggle = (which: Panel) => () => onPanel(panel === which ? null : which);
  return (
    <div className={styles.bar}>
      {/* Where nothing is installed it is there for those who may not press it, too: they see what others could do. */}
      {(isPending || isInstalling || !isInstalled) && (
        <Button
          icon={isInstalling ? 'spinner' : 'cloud-upload'}
          disabled={!canInstall || !isPending}
          onClick={props.onInstall}
        >
          {isInstalled ? t('install.update', 'Update') : t('install.install', 'Install')}
        </Button>
      )}
      {isInstalled && (
        <Button
          variant="secondary"
          icon={isVerifying ? 'spinner' : 'check-circle'}
          disabled={busy}
          onClick={props.onVerify}
        >
          {t('install.verify.button', 'Verify')}
        </Button>
      )}
      <Button
        variant="secondary"
        icon="share-alt"
        disabled={busy}
        aria-expanded={panel === 'export'}
        onClick={toggle('export')}
      >
        {t('install.export.button', 'Export')}
      </Button>
      {isThere && (
        <Button
          variant="secondary"
          icon="trash-alt"
          disabled={busy}
          aria-expanded={panel === 'uninstall'}
          onClick={toggle('uninstall')}
        >
          {t('install.uninstall.open', 'Uninstall …')}
        </Button>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), marginTop: theme.spacing(2) }),
});
