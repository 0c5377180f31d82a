import React from 'react';
import { css, cx } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { locationService } from '@grafana/runtime';
import { Button, Icon, useStyles2 } from '@grafana/ui';
import type { PageParameter, QueryBlock } from '@devdiag/catalog/types';
import { PARAMETERS } from '@devdiag/engine/runbook/blocks';
import { useRunbook } from '../site/RunbookContext';
import type { ParameterProblem } from '../site/parameters';
import { ParameterField, parameterLabel } from './ParameterField';

/** What the page's queries ask about, where it can be chosen; nothing on a page without any. */
export function ParameterBar({ queries }: { queries: QueryBlock[] }) {
  const styles = useStyles2(getStyles);
  const { site } = useRunbook();
  const { parameters, problems } = site;
  const shown = PARAMETERS.filter((name) => parameters[name] !== null || queries.some((query) => follows(query, name)));
  if (shown.length === 0 && parameters.asOf === null && problems.length === 0) {
    return null;
  }
  return (
    <section
      className={cx(styles.bar, 'devdiag-no-print')}
      aria-label={t('runbook.parameter.bar', 'What the queries ask about')}
    >
      {shown.map((name) => (
        <ParameterField key={name} parameter={name} />
      ))}
      {parameters.asOf !== null && (
        <div className={styles.instant}>
          <span className={styles.label}>{t('runbook.parameter.as-of', 'As of')}</span>
          <span className={styles.value}>
            {dateTimeFormat(parameters.asOf)}
            <Button size="sm" variant="secondary" onClick={() => locationService.partial({ asof: null }, true)}>
              {t('runbook.parameter.now', 'Back to now')}
            </Button>
          </span>
        </div>
      )}
      {problems.map((problem) => (
        <p key={JSON.stringify(problem)} className={styles.problem}>
          <Icon name="exclamation-triangle" /> {problemSentence(problem)}
        </p>
      ))}
    </section>
  );
}

function follows({ sql }: QueryBlock, name: PageParameter): boolean {
  return sql.includes(`{{${name}_`);
}

function problemSentence(problem: ParameterProblem): string {
  if (problem.kind === 'asof') {
    return problem.isAssumption
      ? problem.message
      : t('runbook.parameter.bad-as-of', '{{problem}} The page shows the present.', {
          problem: problem.message,
          interpolation: { escapeValue: false },
        });
  }
  return t(
    'runbook.parameter.unusable',
    '{{name}}: the address holds a character that no value can have. It is left out.',
    {
      name: parameterLabel(problem.parameter),
    }
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 2),
    padding: theme.spacing(1.5, 2),
    marginBottom: theme.spacing(2),
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
  }),
  instant: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.25) }),
  label: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
  value: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), minHeight: theme.spacing(4) }),
  problem: css({ flexBasis: '100%', margin: 0, color: theme.colors.warning.text }),
});
