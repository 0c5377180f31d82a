import { parseAsOf } from '@devdiag/engine/asof';
import { quoteLiteral } from '@devdiag/engine/query/quote';
import { PARAMETER_NAMES, PARAMETERS } from '@devdiag/engine/runbook/blocks';
import type { PageParameter } from '@devdiag/catalog/types';

/** What a page was opened with. */
export interface Parameters {
  tenant: string | null;
  problem: string | null;
  target: string | null;
  /** Milliseconds since 1970; null is now. */
  asOf: number | null;
}

/** Something in the address that the page doesn't follow. */
export type ParameterProblem =
  | { kind: 'unusable'; parameter: PageParameter }
  /** A sentence of the engine's. */
  | { kind: 'asof'; message: string; isAssumption: boolean };

export const NO_PARAMETERS: Parameters = { tenant: null, problem: null, target: null, asOf: null };

/**
 * Reads the parameters from a query string. A link from an alert whose template was not expanded, or whose label has no
 * value, gives none.
 *
 * @param now milliseconds since 1970
 */
export function readParameters(
  search: string,
  now = Date.now()
): { parameters: Parameters; problems: ParameterProblem[] } {
  const query = new URLSearchParams(search);
  const parameters: Parameters = { ...NO_PARAMETERS };
  const problems: ParameterProblem[] = [];
  for (const name of PARAMETERS) {
    const value = query.get(PARAMETER_NAMES[name]);
    if (value === null || value === '' || isUnexpanded(value)) {
      continue;
    }
    if (canBeAsked(value)) {
      parameters[name] = value;
    } else {
      problems.push({ kind: 'unusable', parameter: name });
    }
  }
  const asof = query.get('asof');
  if (asof && !isUnexpanded(asof)) {
    const read = parseAsOf(/^\d{12,14}$/.test(asof) ? new Date(Number(asof)).toISOString() : asof, now);
    if ('problem' in read) {
      problems.push({ kind: 'asof', message: read.problem, isAssumption: false });
    } else {
      parameters.asOf = read.isNow ? null : read.asOf;
      if (read.note !== undefined) {
        problems.push({ kind: 'asof', message: read.note, isAssumption: true });
      }
    }
  }
  return { parameters, problems };
}

/** The same as a query string's parts, for links to other pages; nothing for what is not set. */
export function parameterQuery({ tenant, problem, target, asOf }: Parameters): Record<string, string> {
  return {
    ...(tenant !== null && { [PARAMETER_NAMES.tenant]: tenant }),
    ...(problem !== null && { [PARAMETER_NAMES.problem]: problem }),
    ...(target !== null && { [PARAMETER_NAMES.target]: target }),
    ...(asOf !== null && { asof: new Date(asOf).toISOString() }),
  };
}

/** What Grafana's templates leave where nothing was filled in. */
function isUnexpanded(value: string): boolean {
  return /\{\{.*\}\}|\{\{\s*\$|^[[<]no value[\]>]$/s.test(value.trim());
}

function canBeAsked(value: string): boolean {
  try {
    quoteLiteral(value);
    return true;
  } catch {
    return false;
  }
}
