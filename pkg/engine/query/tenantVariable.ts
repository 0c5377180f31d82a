/**
 * The dashboard's variable for tenants. Grafana writes a variable's value into SQL as text, so a tenant's name with
 * quotes, percent or dollar signs would become part of the query. Its value is therefore made of letters, digits and
 * `_ . - ~` alone: every other character, and the first one always, is `~` and its code point in six hexadecimal digits.
 *
 * `acme` is `~000061cme`. The first one always, so that no name is taken for "All", a number or a truth value.
 *
 * PostgreSQL decodes a value while it plans: the query is then planned as if the names stood in it. That needs functions
 * that are immutable (decode, convert_from and the cast to an array are not), and the variable written in Grafana's
 * format `percentencode`, in which one or several values are one literal that nothing can break out of:
 * `%7Ba%2Cb%7D` for `{a,b}`.
 *
 * Names that hold one of Unicode's non-characters U+FDD0, U+FFFE or U+FFFF are not found: those have a use here.
 */

/** Name of the dashboard's variable. */
export const TENANT_VARIABLE = 'tenant';

/** The variable's own value for "All": no value of a tenant, and one that the format leaves as it is. */
export const ALL_TENANTS = '-all-';

/** The variable as it stands in SQL, within a literal. */
const REFERENCE = `\${${TENANT_VARIABLE}:percentencode}`;

/** Stands for the name without characters. */
const EMPTY = '~00fffe';
/** Between names. */
const SEPARATOR = '~00ffff';
/** A name that nobody has: a list that ends with it is never empty. */
const NOBODY = '~00fdd0';

const KEPT = 'A-Za-z0-9_.-';

/** The variable's value for a tenant, for addresses of the dashboard: `var-tenant=…`. */
export function tenantVariableValue(tenant: string): string {
  const isKept = new RegExp(`[${KEPT}]`);
  const characters = Array.from(tenant, (character, place) =>
    place > 0 && isKept.test(character) ? character : `~${character.codePointAt(0)!.toString(16).padStart(6, '0')}`
  );
  return characters.join('') || EMPTY;
}

/**
 * The tenant whose value it is; undefined for "All" and for what is no value of the variable. A plain name that somebody
 * wrote into an address is taken as it is, as in SQL.
 */
export function tenantOfVariable(value: string): string | undefined {
  if (value === EMPTY) {
    return '';
  }
  if (value === ALL_TENANTS) {
    return undefined;
  }
  if (!new RegExp(`^(?:[${KEPT}]|~[0-9a-f]{6})+$`).test(value)) {
    return undefined;
  }
  try {
    return value.replace(/~([0-9a-f]{6})/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
  } catch {
    return undefined;
  }
}

/** SQL for the variable's value of a text expression. */
export function tenantVariableValueSql(expression: string): string {
  const escaped = `'~' || lpad(to_hex(ascii(character)), 6, '0')`;
  return (
    `(select string_agg(case when character = '' then '${EMPTY}' ` +
    `when place > 1 and character ~ '[${KEPT}]' then character else ${escaped} end, '' order by place) ` +
    `from regexp_split_to_table(${expression}, '') with ordinality as name (character, place))`
  );
}

/**
 * SQL that is true for the tenants that the variable holds. With "All" the planner finds it true and drops it; with names
 * it knows them, and can use the index on tenant and ts.
 */
export function tenantVariableFilterSql(column: string): string {
  const replaced = (text: string, [from, to]: [string, string]) => `replace(${text}, '${from}', '${to}')`;
  const steps: Array<[string, string]> = [
    ['%7B', ''],
    ['%7D', ''],
    ['%2C', SEPARATOR],
    [EMPTY, ''],
  ];
  const values = steps.reduce(replaced, `'${REFERENCE}' || '%2C${NOBODY}'`);
  // Backslashes in escape strings, which mean the same whatever the server's standard_conforming_strings.
  const names = `string_to_array(unistr(replace(${values}, '~', E'\\\\+')), unistr(E'\\\\FFFF'))`;
  return `('${REFERENCE}' = '${ALL_TENANTS}' or ${column} = any (${names}))`;
}

/**
 * Writes the variable into SQL as Grafana's PostgreSQL data source does, for queries outside a dashboard.
 * @param tenants names; null is "All"
 */
export function expandTenantVariable(sql: string, tenants: string[] | null): string {
  const value = tenants === null ? ALL_TENANTS : `{${tenants.map(tenantVariableValue).join(',')}}`;
  return sql.replaceAll(REFERENCE, () => percentEncode(value));
}

/** Grafana's format, which it applies to its own value for "All", too: stricter than the language's function. */
function percentEncode(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`
  );
}
