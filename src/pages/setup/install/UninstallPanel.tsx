import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Alert, Button, Checkbox, ConfirmModal, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import type { FullPlan } from '@devdiag/installer/plan/plan';
import type { Transport } from '@devdiag/installer/types';
import { planUninstall, readOwned, type Owned } from '@devdiag/installer/uninstall/uninstall';
import { PlanList } from './PlanList';
import { useAnswer } from './useAnswer';

interface Props {
  transport: Transport;
  prefix: string;
  disabled: boolean;
  onUninstall: (plan: FullPlan) => void;
}

/** Lists what would go and what stays, and asks. */
export function UninstallPanel({ transport, prefix, disabled, onUninstall }: Props) {
  const owned = useAnswer(`owned ${prefix}`, (signal) => readOwned(transport, prefix, signal));
  if (owned.error !== null) {
    return (
      <Alert severity="error" title={t('install.uninstall.unreadable', 'What is installed could not be read')}>
        {owned.error}
      </Alert>
    );
  }
  if (owned.value === null) {
    return <LoadingPlaceholder text={t('install.uninstall.reading', 'Looking at what is there')} />;
  }
  return <Choice owned={owned.value} disabled={disabled} onUninstall={onUninstall} />;
}

function Choice({ owned, disabled, onUninstall }: { owned: Owned } & Pick<Props, 'disabled' | 'onUninstall'>) {
  const styles = useStyles2(getStyles);
  const [includeEdited, setIncludeEdited] = useState(false);
  const [asking, setAsking] = useState(false);
  const plan = planUninstall(owned, { includeEdited });
  const hasEdits = planUninstall(owned, { includeEdited: false }).items.some(({ action }) => action === 'drifted');
  return (
    <div className={styles.panel}>
      <p className={styles.words}>
        <Trans i18nKey="install.uninstall.text">
          Removes what was installed and nothing else. The data source stays, and so does a folder that holds other
          people’s work.
        </Trans>
      </p>
      <PlanList plan={{ items: plan.items.filter(({ kind }) => kind !== 'group') }} />
      {hasEdits && (
        // In a line of its own: stretched, its label would stand far away from the box.
        <div>
          <Checkbox
            label={t('install.uninstall.edited', 'Remove what was changed here, too')}
            value={includeEdited}
            onChange={({ currentTarget }) => setIncludeEdited(currentTarget.checked)}
          />
        </div>
      )}
      {plan.obstacles.map((sentence) => (
        <Alert key={sentence} severity="warning" title={sentence} bottomSpacing={0} />
      ))}
      <div>
        <Button
          variant="destructive"
          icon="trash-alt"
          disabled={disabled || plan.pending === 0 || plan.obstacles.length > 0}
          onClick={() => setAsking(true)}
        >
          {t('install.uninstall.button', 'Uninstall')}
        </Button>
      </div>
      <ConfirmModal
        isOpen={asking}
        title={t('install.uninstall.title', 'Uninstall')}
        body={t(
          'install.uninstall.sure',
          'Remove {{count}} things from Grafana? Nobody is alerted any more by what is removed.',
          {
            count: plan.pending,
            defaultValue_one: 'Remove {{count}} thing from Grafana? Nobody is alerted any more by what is removed.',
          }
        )}
        confirmText={t('install.uninstall.confirm', 'Uninstall')}
        onConfirm={() => {
          setAsking(false);
          onUninstall(plan);
        }}
        onDismiss={() => setAsking(false)}
      />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  words: css({ margin: 0, color: theme.colors.text.secondary }),
});
