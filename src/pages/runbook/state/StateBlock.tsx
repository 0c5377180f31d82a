import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { LinkButton, useStyles2 } from '@grafana/ui';
import { alertsUrl } from '../../../grafana/alertLinks';
import { alertTitle, checkTitle, findPage } from '../library/pages';
import { healthUrl } from '../site/addresses';
import { useRunbook } from '../site/RunbookContext';
import { LiveLines } from './live';

interface Props {
  /** `checks`, `alerts`, or the id of a check or an alert. */
  of: string;
}

/** The live state of checks and alerts, and the way to all of it. */
export function StateBlock({ of }: Props) {
  const styles = useStyles2(getStyles);
  const { site } = useRunbook();
  const page = of === 'checks' || of === 'alerts' ? undefined : findPage(of);
  const checks = of === 'checks' || page?.id === of;
  return (
    <div className={styles.block}>
      <LiveLines of={of} isCheck={checks} />
      {checks ? (
        <LinkButton
          href={healthUrl(of === 'checks' ? null : of, site.parameters)}
          icon="heart-rate"
          variant="secondary"
          size="sm"
        >
          {of === 'checks'
            ? t('runbook.state.checks', 'All checks on Health')
            : t('runbook.state.check', '{{title}} on Health', {
                title: checkTitle(of),
                interpolation: { escapeValue: false },
              })}
        </LinkButton>
      ) : (
        <LinkButton href={alertsUrl(of === 'alerts' ? undefined : of)} icon="bell" variant="secondary" size="sm">
          {of === 'alerts'
            ? t('runbook.state.alerts', 'All alerts')
            : t('runbook.state.alert', 'Alert: {{title}}', {
                title: alertTitle(of),
                interpolation: { escapeValue: false },
              })}
        </LinkButton>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({ block: css({ marginBottom: theme.spacing(2) }) });
