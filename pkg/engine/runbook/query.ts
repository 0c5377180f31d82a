import type { PageParameter, QueryBlock, Settings } from '@devdiag/catalog/types';
import { expandTimeTo, renderQuery } from '../query/render.ts';

/** What a page was opened with, and where. */
export interface PageQuestion {
  settings: Pick<Settings, 'schema' | 'timeZone' | 'expectedHours' | 'retentionDays' | 'thresholds'>;
  tenant: string | null;
  /** A problem code. */
  problem: string | null;
  /** The hash of a target. */
  target: string | null;
}

/** A query as it is sent: one row more than is shown is asked for, so that a page knows when there are more. */
export interface RunnableQuery {
  /** For Grafana's data source, `$__timeTo()` left in; `expandTimeTo` expands it elsewhere. */
  sql: string;
  /** Rows to show; another one in the answer means "and more". */
  rows: number;
}

/** The parameters that a query can't do without and that nobody gave. An empty text is no value. */
export function missingParameters({ needs }: Pick<QueryBlock, 'needs'>, question: PageQuestion): PageParameter[] {
  return needs.filter((name) => (question[name] ?? '') === '');
}

/**
 * The SQL of a page with its placeholders filled in, to read and to copy. Values are quoted literals.
 *
 * @throws QuoteError for a value that PostgreSQL text can't hold, Error for a placeholder that nothing fills
 */
export function renderPageSql(sql: string, question: PageQuestion): string {
  const { settings, tenant, problem, target } = question;
  return renderQuery(sql.trim().replace(/;+$/, ''), {
    settings,
    tenant,
    problem,
    target,
    parameters: {
      ...thresholdParameters(settings.thresholds),
      retention_days: settings.retentionDays,
      schema_name: settings.schema,
    },
  });
}

/**
 * A query as a page runs it.
 *
 * @throws as `renderPageSql`; Error when a parameter that it needs is missing
 */
export function runnableQuery(block: QueryBlock, question: PageQuestion): RunnableQuery {
  const missing = missingParameters(block, question);
  if (missing.length > 0) {
    throw new Error(`The query needs ${missing.join(' and ')}: choose one.`);
  }
  const sql = renderPageSql(block.sql, question);
  return { sql: `select * from (\n${sql}\n) as shown limit ${block.rows + 1}`, rows: block.rows };
}

/**
 * Shell commands, or SQL that writes, for this site; times become literals as of the instant.
 *
 * @param asOf milliseconds since 1970
 * @throws as `renderPageSql`
 */
export function renderForCopy(text: string, question: PageQuestion, asOf: number): string {
  const ended = text.trimEnd();
  const rendered = renderPageSql(ended, question);
  return expandTimeTo(ended.endsWith(';') ? `${rendered};` : rendered, asOf);
}

/** Every threshold in force: `database-size`'s `warn` is `{{database_size_warn}}`. */
function thresholdParameters(thresholds: Settings['thresholds']): Record<string, number> {
  return Object.fromEntries(
    Object.entries(thresholds).flatMap(([check, values]) =>
      Object.entries(values).map(([id, value]) => [`${check}_${id}`.replaceAll('-', '_'), value])
    )
  );
}
