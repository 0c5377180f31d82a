/**
 * The page's state as it stands in the URL, so that a link shows a colleague the same thing. Pure: what cannot be
 * read is left out and reported, never thrown.
 */
import { parseAsOf } from '@devdiag/engine/asof';
import { quoteLiteral } from '@devdiag/engine/query/quote';
import { OUTCOME_GROUPS, type GroupId } from '@devdiag/engine/report/groups';

export const REFRESH_INTERVALS = { '30s': 30_000, '1m': 60_000, '5m': 300_000 } as const;
export type RefreshInterval = keyof typeof REFRESH_INTERVALS;

export interface UrlState {
  /** Milliseconds since 1970; null is now. */
  asOf: number | null;
  /** null is all tenants. */
  tenant: string | null;
  compare: boolean;
  refresh: RefreshInterval | null;
  /** Ids of the checks that are open. */
  open: string[];
  /** Groups to show; empty means all. */
  show: GroupId[];
}

/** A value that the page does not follow. */
export interface UrlProblem {
  kind: 'asof' | 'asof-assumed' | 'tenant-unusable' | 'refresh-unknown' | 'show-unknown';
  value: string;
  /** What the engine says about an instant. */
  message?: string;
}

/**
 * Reads the state from a query string.
 * @param search with or without the leading question mark
 * @param now milliseconds since 1970, to tell past from future
 */
export function parseUrl(search: string, now = Date.now()): { state: UrlState; problems: UrlProblem[] } {
  const query = new URLSearchParams(search);
  const problems: UrlProblem[] = [];
  const tenant = query.get('tenant');
  const usable = tenant === null || isText(tenant);
  if (!usable) {
    problems.push({ kind: 'tenant-unusable', value: tenant });
  }
  const refresh = query.get('refresh');
  if (refresh && !isRefreshInterval(refresh)) {
    problems.push({ kind: 'refresh-unknown', value: refresh });
  }
  const show = listOf(query.get('show'));
  problems.push(...show.filter((id) => !isGroup(id)).map((value): UrlProblem => ({ kind: 'show-unknown', value })));
  return {
    state: {
      asOf: readAsOf(query.get('asof'), now, problems),
      tenant: usable && tenant !== '' ? tenant : null,
      compare: query.get('compare') === 'yesterday',
      refresh: refresh && isRefreshInterval(refresh) ? refresh : null,
      open: listOf(query.get('open')),
      show: show.filter(isGroup),
    },
    problems,
  };
}

/** What to change in the query string for a change of state; null takes a parameter away. */
export function urlChange(change: Partial<UrlState>): Record<string, string | null> {
  const query: Record<string, string | null> = {};
  if (change.asOf !== undefined) {
    query.asof = change.asOf === null ? null : new Date(change.asOf).toISOString();
  }
  if (change.tenant !== undefined) {
    query.tenant = change.tenant || null;
  }
  if (change.compare !== undefined) {
    query.compare = change.compare ? 'yesterday' : null;
  }
  if (change.refresh !== undefined) {
    query.refresh = change.refresh;
  }
  if (change.open !== undefined) {
    query.open = change.open.join(',') || null;
  }
  if (change.show !== undefined) {
    query.show = change.show.join(',') || null;
  }
  return query;
}

/** Whether a text is one of the refresh intervals. */
export function isRefreshInterval(text: string): text is RefreshInterval {
  return Object.hasOwn(REFRESH_INTERVALS, text);
}

function readAsOf(text: string | null, now: number, problems: UrlProblem[]): number | null {
  if (!text) {
    return null;
  }
  const read = parseAsOf(text, now);
  if ('problem' in read) {
    problems.push({ kind: 'asof', value: text, message: read.problem });
    return null;
  }
  if (read.note !== undefined) {
    problems.push({ kind: 'asof-assumed', value: text, message: read.note });
  }
  return read.isNow ? null : read.asOf;
}

function listOf(text: string | null): string[] {
  return [...new Set((text ?? '').split(',').filter(Boolean))];
}

function isGroup(id: string): id is GroupId {
  return OUTCOME_GROUPS.some((group) => group.id === id);
}

function isText(text: string): boolean {
  try {
    quoteLiteral(text);
    return true;
  } catch {
    return false;
  }
}
