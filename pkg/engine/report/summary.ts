import { percent, plural } from '@devdiag/catalog/text';
import type { CheckResult, HealthReport } from './report.ts';

/**
 * The summary: rows today, freshness, confidence, views, indexes, verdict, in one line made from the checks' own
 * answers. What was not measured is said to be unknown.
 */
export function summaryLine(report: Pick<HealthReport, 'checks' | 'verdict'>): string {
  const by = new Map(report.checks.map((check) => [check.id, check]));
  const parts = [
    say(by.get('new-rows-today'), (value) => `${plural(value, 'run')} today`, 'runs today'),
    say(by.get('stale-data'), (value) => `newest ${Math.round(value)} min old`, 'freshness'),
    say(by.get('fix-confidence'), (value) => `confidence ${percent(value)}`, 'confidence'),
    say(by.get('views'), (value) => `views ${value}/6`, 'views'),
    say(by.get('indexes'), (value) => `indexes ${value}/9`, 'indexes'),
  ];
  return [...parts.filter(Boolean), `verdict: ${report.verdict}`].join(' · ');
}

function say(check: CheckResult | undefined, sentence: (value: number) => string, subject: string): string {
  if (!check) {
    return '';
  }
  return check.value === null ? `${subject} unknown` : sentence(check.value);
}
