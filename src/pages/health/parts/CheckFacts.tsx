import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { CheckDefinition } from '@devdiag/catalog/types';
import { formatValue, NOTHING } from '@devdiag/engine/report/format';
import type { CheckResult } from '@devdiag/engine/report/report';
import { showInstant } from '../words';
import type { DetailsContext } from './detailsContext';

interface Props {
  check: CheckResult;
  definition: CheckDefinition | undefined;
  context: Pick<DetailsContext, 'report' | 'settings'>;
}

/** Value, thresholds in force, and when and how long it was measured. */
export function CheckFacts({ check, definition, context: { report, settings } }: Props) {
  const styles = useStyles2(getStyles);
  const thresholds = definition?.thresholds ?? [];
  const facts: Array<[string, string]> = [
    [t('health.fact.value', 'Value'), formatValue(check.value, check.unit)],
    ...thresholds.map(({ id, label, unit }): [string, string] => [
      label,
      formatValue(settings.thresholds[check.id]?.[id] ?? null, unit),
    ]),
    [t('health.fact.measured-at', 'Measured at'), showInstant(report.measuredAt)],
    [t('health.fact.as-of', 'As of'), showInstant(report.asOf)],
    [t('health.fact.took', 'Query took'), check.tookMs === null ? NOTHING : formatValue(check.tookMs, 'milliseconds')],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  facts: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 4),
    margin: 0,
    dt: {
      fontWeight: theme.typography.fontWeightRegular,
      fontSize: theme.typography.bodySmall.fontSize,
      color: theme.colors.text.secondary,
    },
    dd: { margin: 0, fontVariantNumeric: 'tabular-nums' },
  }),
});
