/**
 * Values and names as SQL text. Everything that comes from a person, a URL or a label goes through here.
 *
 * Grafana rewrites SQL before PostgreSQL sees it: `$name(` anywhere is taken for a macro and `$name`, `${name}` and
 * `[[name]]` for a dashboard variable, inside string literals too. So a literal with any ASCII character beyond plain
 * words is written as an escape string whose special characters are `\xNN`; none of them survives as itself.
 */

/** Thrown for a value that PostgreSQL cannot hold or a name that is not allowed; the message is for people. */
export class QuoteError extends Error {
  override name = 'QuoteError';
}

const PLAIN = /^[A-Za-z0-9 _.,:/+-]*$/;
const ESCAPED = /[\x01-\x7f]/g;
const KEPT = /[A-Za-z0-9 _.,:/+-]/;

/**
 * A string as a PostgreSQL text literal.
 * @throws QuoteError for a NUL character or half a surrogate pair, which PostgreSQL text cannot hold.
 */
export function quoteLiteral(value: string): string {
  if (value.includes('\0')) {
    throw new QuoteError('The value contains a NUL character, which PostgreSQL text cannot hold. Remove it.');
  }
  if (hasLoneSurrogate(value)) {
    throw new QuoteError('The value is not valid Unicode (half a surrogate pair). Enter it again.');
  }
  if (PLAIN.test(value) && !value.includes('--')) {
    return `'${value}'`;
  }
  const escaped = value.replace(ESCAPED, (char) =>
    KEPT.test(char) ? char : `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`
  );
  return `E'${escaped.replace(/--/g, '-\\x2d')}'`;
}

const SCHEMA_NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** What is wrong with a schema name, as a sentence; undefined when it can be used. */
export function schemaNameProblem(name: string): string | undefined {
  if (name === '') {
    return 'Enter the name of the schema that DevDiag writes to, for example devdiag.';
  }
  if (new TextEncoder().encode(name).length > 63) {
    return 'The schema name is longer than the 63 bytes that PostgreSQL allows.';
  }
  if (!SCHEMA_NAME.test(name)) {
    return 'The schema name may hold letters, digits and underscores, and must not begin with a digit.';
  }
  return undefined;
}

/**
 * A schema name as a quoted identifier.
 * @throws QuoteError for a name that `schemaNameProblem` objects to.
 */
export function quoteSchema(name: string): string {
  const problem = schemaNameProblem(name);
  if (problem) {
    throw new QuoteError(problem);
  }
  return `"${name}"`;
}

/**
 * A finite number as a literal that PostgreSQL reads as a number.
 * @throws QuoteError for NaN and infinities.
 */
export function numberLiteral(value: number): string {
  if (!Number.isFinite(value)) {
    throw new QuoteError(`${value} is not a number that a query can use.`);
  }
  return value < 0 ? `(${value})` : String(value);
}

function hasLoneSurrogate(value: string): boolean {
  return /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?:[^\uD800-\uDBFF]|^)[\uDC00-\uDFFF]/.test(value);
}
