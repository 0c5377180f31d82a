import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2 } from '@grafana/ui';
import { formatValue } from '@devdiag/engine/report/format';
import type { CheckResult, HealthReport, Verdict } from '@devdiag/engine/report/report';
import { OUTCOME_ICONS, outcomeColor } from '../../../components/outcomeLook';
import { testIds } from '../../../components/testIds';
import { showInstant, verdictSentence } from '../words';

interface Props {
  report: HealthReport;
  /** How long the request took, in milliseconds. */
  tookMs: number | null;
}

/** From here on people wonder what takes so long. */
const SLOW_MS = 2000;

/** The one verdict, and what it rests on. */
export function VerdictBanner({ report, tookMs }: Props) {
  const styles = useStyles2(getStyles, report.verdict);
  const slowest = slowestOf(report.checks);
  const muted = report.checks.filter(({ outcome }) => outcome === 'skipped');
  return (
    <section
      className={styles.banner}
      data-testid={testIds.health.verdict()}
      data-verdict={report.verdict}
      aria-labelledby="devdiag-verdict"
    >
      <Icon name={OUTCOME_ICONS[report.verdict]} size="xxl" className={styles.icon} />
      <div className={styles.body}>
        <h2 id="devdiag-verdict" className={styles.title}>
          {verdictSentence(report)}
        </h2>
        <p className={styles.summary}>{report.summary}</p>
        {muted.length > 0 && (
          <p className={styles.meta}>
            {t('health.verdict.muted', 'Muted and left out of the verdict: {{titles}}', {
              titles: muted.map(({ title }) => title).join(', '),
              interpolation: { escapeValue: false },
            })}
          </p>
        )}
        <p className={styles.meta}>
          <span>{t('health.measured-at', 'Measured at {{time}}', { time: showInstant(report.measuredAt) })}</span>
          <span>
            {report.isNow
              ? t('health.as-of-now', 'as of now')
              : t('health.as-of', 'as of {{time}}', { time: showInstant(report.asOf) })}
          </span>
          {tookMs !== null && (
            <span>{t('health.took', 'took {{time}}', { time: formatValue(tookMs, 'milliseconds') })}</span>
          )}
          {tookMs !== null && tookMs >= SLOW_MS && slowest && (
            <span>
              {t('health.slowest', 'slowest: {{title}}, {{time}} in the database', {
                title: slowest.title,
                time: formatValue(slowest.tookMs, 'milliseconds'),
                interpolation: { escapeValue: false },
              })}
            </span>
          )}
        </p>
      </div>
    </section>
  );
}

function slowestOf(checks: CheckResult[]): CheckResult | undefined {
  return checks.filter(({ tookMs }) => tookMs !== null).sort((a, b) => (b.tookMs ?? 0) - (a.tookMs ?? 0))[0];
}

const getStyles = (theme: GrafanaTheme2, verdict: Verdict) => {
  const { main, text, background } = outcomeColor(verdict, theme);
  return {
    banner: css({
      display: 'flex',
      gap: theme.spacing(2),
      padding: theme.spacing(2),
      borderRadius: theme.shape.radius.default,
      border: `1px solid ${main}`,
      borderLeftWidth: theme.spacing(0.75),
      background,
    }),
    icon: css({ color: text, flexShrink: 0, marginTop: theme.spacing(0.25) }),
    body: css({
      minWidth: 0,
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(0.5),
      overflowWrap: 'anywhere',
      p: { margin: 0 },
    }),
    title: css({ margin: 0, fontSize: theme.typography.h3.fontSize, lineHeight: theme.typography.h3.lineHeight }),
    summary: css({ color: theme.colors.text.primary }),
    // Not the secondary colour: on this background it would be too faint.
    meta: css({
      fontSize: theme.typography.bodySmall.fontSize,
      'span + span::before': { content: '"·"', margin: theme.spacing(0, 0.75) },
    }),
  };
};
