import type { AlertInstance, HistoryEntry, HistorySegment, SegmentStatus } from './alerts.ts';
import { field, numberIn, textIn } from './json.ts';
import { readStateText, statusOf, worstOf } from './stateText.ts';

/** A rule's changes of state as Grafana's `/api/annotations?alertUID=…` lists them, in any order; the oldest first. */
export function readHistory(raw: unknown): HistoryEntry[] {
  return (Array.isArray(raw) ? raw : [])
    .flatMap((one): HistoryEntry[] => {
      const at = numberIn(one, 'time');
      const [before, after] = [textIn(one, 'prevState'), textIn(one, 'newState')];
      if (at === null || after === '') {
        return [];
      }
      return [
        {
          id: numberIn(one, 'id') ?? 0,
          at,
          instance: instanceOf(textIn(one, 'text')),
          before: statusOf(readStateText(before)),
          after: statusOf(readStateText(after)),
          said: { before, after },
          values: numbersOf(field(field(one, 'data'), 'values')),
        },
      ];
    })
    .sort((one, other) => one.at - other.at || one.id - other.id);
}

/** "title {labels} - A=1.000000": all but what was measured, which holds no brace. */
function instanceOf(text: string): string {
  const end = text.lastIndexOf('} - ');
  return end === -1 ? text : text.slice(0, end + 1);
}

function numbersOf(values: unknown): Record<string, number> {
  return typeof values === 'object' && values !== null
    ? Object.fromEntries(
        Object.entries(values).filter((entry): entry is [string, number] => typeof entry[1] === 'number')
      )
    : {};
}

/** What the rule says now, as far as its history needs it. */
export interface Present {
  status: SegmentStatus;
  since: number | null;
  instances: Array<Pick<AlertInstance, 'since'>>;
  /** Since when something is known of the rules that were installed with it; null: of none. */
  knownSince: number | null;
}

/**
 * What a rule said through a stretch of time, without gaps: `firing` while any of its series was, and so on. Before its
 * first change a series was what that change says it was, as far back as anything is known of the rule or of those that
 * were installed with it: a rule of yesterday was not well last week. The present is what Grafana says now, which the
 * history may not have yet.
 * @param entries the oldest first
 * @param isWhole false: there were more entries than Grafana gave, and what is before the first one isn't known
 */
export function segmentsOf(
  entries: HistoryEntry[],
  { from, to }: { from: number; to: number },
  present: Present,
  isWhole = true
): HistorySegment[] {
  const inside = entries.filter(({ at }) => at > from && at < to);
  const now = new Map<string, SegmentStatus>();
  for (const { instance, before } of [...inside].reverse()) {
    now.set(instance, before);
  }
  // What the last change before the stretch left behind counts for more than what the next one says it found.
  for (const { instance, after } of entries.filter(({ at }) => at <= from)) {
    now.set(instance, after);
  }
  const first = inside[0]?.at ?? to;
  const known = [present.since, present.knownSince, ...present.instances.map(({ since }) => since)];
  const knownFrom = Math.min(first, ...known.flatMap((since) => since ?? []));
  const segments = new Segments(from, to);
  segments.add(from, 'unknown');
  if (knownFrom < to && isWhole) {
    segments.add(knownFrom, worstOf(now.values()) ?? present.status);
  }
  for (const { at, instance, after } of inside) {
    now.set(instance, after);
    segments.add(at, worstOf(now.values()) ?? 'unknown');
  }
  const last = inside.at(-1)?.at ?? from;
  return segments.endingWith(present.status, present.since === null ? null : Math.max(last, present.since), last);
}

/** Stretches, one after the other. */
class Segments {
  private readonly changes: Array<{ at: number; status: SegmentStatus }> = [];

  constructor(
    private readonly from: number,
    private readonly to: number
  ) {}

  /** From an instant on. What comes at the same instant counts, not what came before. */
  add(at: number, status: SegmentStatus): void {
    const since = Math.min(Math.max(at, this.from), this.to);
    while (this.changes.length > 0 && this.changes[this.changes.length - 1].at >= since) {
      this.changes.pop();
    }
    if (this.changes.at(-1)?.status !== status) {
      this.changes.push({ at: since, status });
    }
  }

  /**
   * All of them, with the present at the end, unless it is there already.
   * @param at since when; null: at some time after the last change, so that nothing is known since then
   */
  endingWith(status: SegmentStatus, at: number | null, last: number): HistorySegment[] {
    if (this.changes.at(-1)?.status !== status) {
      this.add(at ?? last, at === null ? 'unknown' : status);
    }
    return this.changes
      .map(({ at: start, status: said }, i) => ({
        from: start,
        to: this.changes[i + 1]?.at ?? this.to,
        status: said,
      }))
      .filter(({ from, to }) => from < to);
  }
}
