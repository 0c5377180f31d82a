import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { LinkButton, TextLink, useStyles2 } from '@grafana/ui';
import type { CheckDefinition } from '@devdiag/catalog/types';
import { withUnit } from '@devdiag/engine/settings/units';
import { SeverityBadge } from '../../components/SeverityBadge';
import { alertRulesUrl } from '../../grafana/links';
import { checkOnHealthUrl } from './addresses';
import type { Site } from './useSite';

/** The check and alert that the playbook belongs to, and the thresholds in force. */
export function Facts({ definition, site }: { definition: CheckDefinition; site: Site }) {
  const styles = useStyles2(getStyles);
  const { id, severity, alert, thresholds } = definition;
  const inForce = site.settings?.thresholds[id];
  return (
    <div className={styles.box}>
      <LinkButton href={checkOnHealthUrl(id, site.passOn)} icon="heart-rate" variant="secondary" size="sm">
        <Trans i18nKey="runbook.facts.health">See it on Health</Trans>
      </LinkButton>
      <dl className={styles.facts}>
        <div>
          <dt>{t('runbook.facts.severity', 'Severity')}</dt>
          <dd>
            <SeverityBadge severity={severity} />
          </dd>
        </div>
        <div>
          <dt>{t('runbook.facts.check', 'Check')}</dt>
          <dd>{id}</dd>
        </div>
        {alert && (
          <div>
            <dt>{t('runbook.facts.alert', 'Alert')}</dt>
            <dd>
              <TextLink href={alertRulesUrl(alert)} variant="bodySmall">
                {alert}
              </TextLink>
            </dd>
          </div>
        )}
        {thresholds.map((threshold) => {
          const value = inForce?.[threshold.id] ?? threshold.default;
          return (
            <div key={threshold.id}>
              <dt>{threshold.label}</dt>
              <dd>
                {withUnit(value, threshold.unit)}
                {value !== threshold.default && (
                  <span className={styles.default}>
                    {t('runbook.facts.default', 'default {{shown}}', {
                      shown: withUnit(threshold.default, threshold.unit),
                      interpolation: { escapeValue: false },
                    })}
                  </span>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
      {thresholds.length > 0 && !inForce && !site.loading && (
        <p className={styles.note}>
          <Trans i18nKey="runbook.facts.no-settings">
            The settings could not be read: these are the defaults, this site may use others.
          </Trans>
        </p>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    padding: theme.spacing(2),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  facts: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.75),
    margin: theme.spacing(1.5, 0, 0),
    ...theme.typography.bodySmall,
    '& > div': { display: 'flex', justifyContent: 'space-between', gap: theme.spacing(2) },
    dt: { fontWeight: theme.typography.fontWeightRegular, color: theme.colors.text.secondary },
    dd: { margin: 0, textAlign: 'right', overflowWrap: 'anywhere' },
  }),
  default: css({ display: 'block', color: theme.colors.text.secondary }),
  note: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary, margin: theme.spacing(1, 0, 0) }),
});
