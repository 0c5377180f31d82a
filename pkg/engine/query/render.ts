import type { CheckEntry, JudgeContext, PanelEntry, Settings } from '@devdiag/catalog/types';
import { expectedMinutesSql } from './expected.ts';
import { numberLiteral, quoteLiteral, quoteSchema } from './quote.ts';
import { tenantVariableFilterSql, tenantVariableValueSql } from './tenantVariable.ts';

/**
 * Query texts hold placeholders in double braces:
 *
 * | placeholder | becomes |
 * |---|---|
 * | `{{schema}}` | the schema as a quoted identifier |
 * | `{{zone}}` | the data's time zone as a literal |
 * | `{{as_of}}` | the end of the time range on the data's clock (timestamp), the only "now" there is |
 * | `{{as_of_tz}}` | the same as an instant (timestamptz) |
 * | `{{from}}` | the beginning of the time range on the data's clock (timestamp); for panels, which follow the dashboard's |
 * | `{{tenant_is COLUMN}}` | `COLUMN = 'tenant'`, or `true` when all tenants are asked about, or a dashboard's variable |
 * | `{{tenant_value EXPR}}` | the value that a tenant has in the dashboard's variable, for links |
 * | `{{problem_is EXPR}}` | `EXPR = 'code'` for a text expression, or `true` when no problem code is asked about |
 * | `{{problem_in COLUMN}}` | that a jsonb array of codes holds the code (an index on it can be used), or `true` |
 * | `{{target_is COLUMN}}` | `COLUMN = 'target hash'`, or `true` when no target is asked about |
 * | `{{expected_minutes FROM \| TO}}` | minutes of expected time between two timestamptz expressions |
 * | `{{name}}` | a value of the check's own `parameters()` |
 *
 * Placeholders may stand in the arguments of another one. An unknown placeholder is an error: nothing is sent.
 */
export interface RenderContext {
  settings: Pick<Settings, 'schema' | 'timeZone' | 'expectedHours'>;
  tenant: TenantFilter;
  /** A problem code; null or left out means any. */
  problem?: string | null;
  /** The hash of a target; null or left out means any. */
  target?: string | null;
  /** Values for further placeholders: numbers as literals, strings as quoted literals. */
  parameters?: Record<string, number | string>;
}

/** One tenant's name; null is all of them; `fromVariable`: those that the dashboard's variable holds. */
export type TenantFilter = string | null | { fromVariable: true };

/** Grafana's macro for the end of the time range; the data source expands it, outside Grafana `expandTimeTo` does. */
export const TIME_TO = '$__timeTo()';
/** The same for its beginning. */
export const TIME_FROM = '$__timeFrom()';

/**
 * Query text for Grafana's data source: placeholders replaced, `$__timeTo()` left for the data source to expand.
 * @throws Error for an unknown placeholder, QuoteError for a schema, zone or tenant that cannot be quoted
 */
export function renderQuery(text: string, context: RenderContext): string {
  // Innermost first, so that an argument may hold placeholders; values never hold braces (quoteLiteral escapes them).
  const innermost = /\{\{\s*([A-Za-z_]\w*)(?:\s+([^{}]*?))?\s*\}\}/g;
  let rendered = text;
  for (let depth = 0; ; depth++) {
    const before = rendered;
    rendered = before.replace(innermost, (_, name: string, args = '') => placeholder(name, args, context));
    if (rendered === before) {
      break;
    }
    if (depth > 4) {
      throw new Error('Placeholders are nested too deeply.');
    }
  }
  const leftOver = /\{\{|\}\}/.exec(rendered);
  if (leftOver) {
    throw new Error(`A placeholder is not closed near "${rendered.slice(leftOver.index, leftOver.index + 40)}".`);
  }
  return rendered;
}

/** The query text of a check in a judging context; null for a check that has no query of its own. */
export function renderCheckQuery(entry: CheckEntry, context: JudgeContext): string | null {
  if (entry.query === null) {
    return null;
  }
  return renderQuery(entry.query, {
    settings: context.settings,
    tenant: context.tenant,
    parameters: entry.definition.parameters?.(context),
  });
}

/** The query text of a panel, for Grafana: the macros of the time range are left in, and the variable where it is used. */
export function renderPanelQuery(
  { definition, query }: PanelEntry,
  { settings, tenant }: { settings: Settings; tenant: TenantFilter }
): string {
  return renderQuery(query, { settings, tenant, parameters: definition.parameters?.({ settings }) });
}

/**
 * Expands `$__timeTo()` as Grafana's PostgreSQL data source does, for connections of our own.
 * @param asOf milliseconds since 1970
 */
export function expandTimeTo(sql: string, asOf: number): string {
  return sql.replaceAll(TIME_TO, `'${new Date(asOf).toISOString()}'`);
}

/**
 * Expands both ends of the time range as Grafana's PostgreSQL data source does.
 * @param range milliseconds since 1970
 */
export function expandTimeRange(sql: string, range: { from: number; to: number }): string {
  return expandTimeTo(sql, range.to).replaceAll(TIME_FROM, `'${new Date(range.from).toISOString()}'`);
}

/** Placeholders that say something about a column or an expression; no other takes anything beside its name. */
const WITH_ARGUMENTS = new Set([
  'tenant_is',
  'tenant_value',
  'problem_is',
  'problem_in',
  'target_is',
  'expected_minutes',
]);

function placeholder(name: string, args: string, context: RenderContext): string {
  const { settings, tenant, problem = null, target = null, parameters } = context;
  if ((args !== '') !== WITH_ARGUMENTS.has(name)) {
    throw new Error(
      `{{${[name, args].filter(Boolean).join(' ')}}} ${args === '' ? 'says not of what' : 'takes nothing beside its name'}.`
    );
  }
  switch (name) {
    case 'schema':
      return quoteSchema(settings.schema);
    case 'zone':
      return quoteLiteral(settings.timeZone);
    case 'as_of':
      return `(${TIME_TO}::timestamptz at time zone ${quoteLiteral(settings.timeZone)})`;
    case 'as_of_tz':
      return `${TIME_TO}::timestamptz`;
    case 'from':
      return `(${TIME_FROM}::timestamptz at time zone ${quoteLiteral(settings.timeZone)})`;
    case 'tenant_is':
      return tenantFilterSql(args, tenant);
    case 'tenant_value':
      return tenantVariableValueSql(args);
    case 'problem_is':
      return problem === null ? 'true' : `(${args} = ${quoteLiteral(problem)})`;
    case 'problem_in':
      return problem === null ? 'true' : `(${args} @> jsonb_build_array(${quoteLiteral(problem)}::text))`;
    case 'target_is':
      return target === null ? 'true' : `(${args} = ${quoteLiteral(target)})`;
    case 'expected_minutes': {
      const parts = args.split('|').map((part) => part.trim());
      if (parts.length !== 2 || parts.includes('')) {
        throw new Error(`{{expected_minutes ${args}}} needs two expressions, divided by a bar.`);
      }
      return expectedMinutesSql(parts[0], parts[1], settings.expectedHours);
    }
    default: {
      const value = parameters && Object.hasOwn(parameters, name) ? parameters[name] : undefined;
      if (value === undefined) {
        throw new Error(`The query names a placeholder that nobody fills: {{${name}}}.`);
      }
      return parameter(name, value);
    }
  }
}

function tenantFilterSql(column: string, tenant: TenantFilter): string {
  if (tenant === null) {
    return 'true';
  }
  return typeof tenant === 'string' ? `(${column} = ${quoteLiteral(tenant)})` : tenantVariableFilterSql(column);
}

/** A value that a check computed and that no query can hold is that check's mistake, not the question's. */
function parameter(name: string, value: number | string): string {
  try {
    return typeof value === 'number' ? numberLiteral(value) : quoteLiteral(value);
  } catch (error) {
    throw new Error(`{{${name}}}: ${(error as Error).message}`);
  }
}
