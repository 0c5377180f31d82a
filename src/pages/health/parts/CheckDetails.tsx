import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { CheckChange } from '@devdiag/engine/report/compare';
import type { CheckResult } from '@devdiag/engine/report/report';
import { DataTable } from '../../../components/DataTable';
import { testIds } from '../../../components/testIds';
import { TrendPlot } from '../../../components/TrendPlot';
import { CheckActions } from './CheckActions';
import { CheckFacts } from './CheckFacts';
import type { DetailsContext } from './detailsContext';
import { QueryText } from './QueryText';

interface Props {
  check: CheckResult;
  change: CheckChange | undefined;
  context: DetailsContext;
}

/** Everything behind a check's sentence. */
export function CheckDetails({ check, change, context }: Props) {
  const styles = useStyles2(getStyles);
  const definition = context.definitions.get(check.id);
  const label = { title: check.title, interpolation: { escapeValue: false } };
  return (
    <div className={styles.details} data-testid={testIds.health.checkDetails(check.id)}>
      {definition && (
        <p className={styles.description}>
          {definition.description}
          {definition.scope === 'database' &&
            context.report.tenant !== null &&
            ` ${
              definition.source === 'grafana'
                ? t('health.check.whole-grafana', 'It looks at Grafana itself, whatever the tenant filter says.')
                : t(
                    'health.check.whole-database',
                    'It looks at the database as a whole, whatever the tenant filter says.'
                  )
            }`}
        </p>
      )}
      {change && <p className={styles.description}>{change.message}</p>}
      <CheckFacts check={check} definition={definition} context={context} />
      {definition?.trend && check.trend.length > 0 && (
        <TrendPlot
          title={definition.trend.title}
          points={check.trend}
          unit={definition.trend.unit}
          style={definition.trend.style}
          expectedLabel={definition.trend.expectedLabel}
          threshold={
            definition.trend.threshold !== false && definition.trend.unit === check.unit ? check.threshold : null
          }
          timeZone={context.settings.timeZone}
          data-testid={testIds.health.trend(check.id)}
        />
      )}
      {definition && check.evidence.length > 0 && (
        <DataTable
          caption={t('health.check.evidence', 'Evidence: {{title}}', label)}
          columns={definition.evidenceColumns}
          rows={check.evidence}
        />
      )}
      {check.sql !== null && <QueryText checkId={check.id} title={check.title} sql={check.sql} />}
      <CheckActions check={check} definition={definition} context={context} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  details: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    padding: theme.spacing(1, 2, 2, 4.5),
    [theme.breakpoints.down('md')]: { padding: theme.spacing(1, 1.5, 2) },
  }),
  description: css({ margin: 0, color: theme.colors.text.secondary, maxWidth: 720 }),
});
