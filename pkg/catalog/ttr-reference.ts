/**
 * Time to remediation as it is defined, word for word, for tests: the queries say the same in another way.
 */

export interface ReferenceRun {
  id: number;
  /** Milliseconds since 1970. */
  ts: number;
  tenant: string;
  target: string;
  preset: string | null;
  /** Anything JSON; a run whose problems are no array of strings shows nothing. */
  problems: unknown;
}

export interface Episode {
  code: string;
  opened: number;
  /** Until it was resolved or, where it is open, last seen. */
  days: number;
  isResolved: boolean;
}

const DAY = 86_400_000;

/** The episodes that opened after `since`, as known at `asOf`. */
export function episodesOf(runs: ReferenceRun[], since: number, asOf: number): Episode[] {
  const series = new Map<string, Array<ReferenceRun & { codes: string[] }>>();
  for (const run of runs) {
    const codes = codesOf(run.problems);
    if (codes !== undefined && run.ts <= asOf) {
      const key = JSON.stringify([run.tenant, run.target, run.preset]);
      series.set(key, [...(series.get(key) ?? []), { ...run, codes }]);
    }
  }
  return [...series.values()].flatMap((unordered) => {
    const ordered = unordered.sort((a, b) => a.ts - b.ts || a.id - b.id);
    return ordered.flatMap((run, place) => {
      const isNew = (code: string) => !(ordered[place - 1]?.codes ?? []).includes(code);
      const opening = run.ts > since ? [...new Set(run.codes)].filter(isNew) : [];
      return opening.map((code) => {
        const clean = ordered.slice(place).find(({ codes }) => !codes.includes(code));
        const end = clean?.ts ?? ordered[ordered.length - 1].ts;
        return { code, opened: run.ts, days: (end - run.ts) / DAY, isResolved: clean !== undefined };
      });
    });
  });
}

/** The Kaplan-Meier median: the shortest time at which at most half are still open, or "at least" that long. */
export function medianOf(episodes: Episode[]): { median: number | null; atLeast: number | null } {
  const times = [...new Set(episodes.map(({ days }) => days))].sort((a, b) => a - b);
  let open = 1;
  let atLeast: number | null = null;
  for (const time of times) {
    const atRisk = episodes.filter(({ days }) => days >= time).length;
    const resolved = episodes.filter(({ days, isResolved }) => days === time && isResolved).length;
    open *= 1 - resolved / atRisk;
    if (open <= 0.5 + 1e-9) {
      return { median: time, atLeast };
    }
    if (atRisk >= 5) {
      atLeast = time;
    }
  }
  return { median: null, atLeast };
}

function codesOf(problems: unknown): string[] | undefined {
  return Array.isArray(problems) && problems.every((element) => typeof element === 'string') ? problems : undefined;
}
