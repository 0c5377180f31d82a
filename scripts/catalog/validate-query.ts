import { renderQuery } from '@devdiag/engine/query/render';
import type { Settings } from '@devdiag/catalog/types';

const CLOCKS =
  /\b(now\s*\(|current_date|current_time|current_timestamp|localtime|localtimestamp|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)/i;

/**
 * What is wrong with a query.sql, whether a check's, an alert's or a panel's.
 *
 * @param parameters the definition's values for its own placeholders; may throw
 */
export function queryMistakes(query: string, parameters: () => Record<string, number | string> | undefined): string[] {
  const mistakes: string[] = [];
  const withoutComments = query.replace(/--.*$/gm, '');
  const clock = CLOCKS.exec(withoutComments);
  if (clock) {
    mistakes.push(`query.sql reads the clock (${clock[1].trim()}); the end of the time range is its only clock`);
  }
  if (withoutComments.includes('$')) {
    mistakes.push('query.sql holds a dollar sign, which Grafana takes for a macro or variable; use the placeholders');
  }
  if (/;\s*\S/.test(withoutComments.trim())) {
    mistakes.push('query.sql holds more than one statement');
  }
  try {
    renderQuery(query, { settings: exampleSettings(), tenant: 'a', parameters: parameters() });
  } catch (error) {
    mistakes.push(`query.sql: ${error instanceof Error ? error.message : String(error)}`);
  }
  return mistakes;
}

/** Settings that fill every common placeholder, expected hours included. */
export function exampleSettings(): Settings {
  return {
    schema: 'devdiag',
    timeZone: 'UTC',
    retentionDays: 180,
    expectedHours: { days: [1], from: '08:00', to: '18:00', zone: 'UTC' },
    thresholds: {},
  };
}
