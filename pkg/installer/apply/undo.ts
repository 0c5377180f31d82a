import type { Found } from '../kinds/kind.ts';
import { KINDS } from '../kinds/kinds.ts';
import type { PlannedItem } from '../plan/plan.ts';
import type { Transport } from '../types.ts';
import { isAsPlanned, isSame } from './compare.ts';
import { othersIn } from './emptyFolder.ts';
import { readAgain } from './read.ts';

/** What was there before a step, what the step wanted, and what it left. */
export interface Undoable {
  item: PlannedItem;
  before: Found | null;
  /** As it was read back after the step; left out where that was not as planned, or could not be read. */
  after?: { found: Found | null };
}

/**
 * What became of an undo, read back: everything is as before; it could not be put back; somebody else changed it in the
 * meantime, so it was left alone; a folder that holds other people's things stays; nobody knows, because it could not be
 * read.
 */
export type Undone = 'as before' | 'not put back' | 'changed by others' | 'in use by others' | 'unknown';

const ATTEMPTS = 3;

/**
 * Puts back what was there before a step; nothing happens when it is there already.
 * @param own the plan's items
 */
export async function undo(transport: Transport, step: Undoable, own: PlannedItem[]): Promise<Undone> {
  const { item, before, after } = step;
  const kind = KINDS[item.kind];
  try {
    for (let attempt = 1; ; attempt++) {
      const now = await readAgain(transport, item.kind, item.uid);
      if (isSame(item, before, now)) {
        return 'as before';
      }
      if (attempt > ATTEMPTS) {
        return 'not put back';
      }
      const isOurs = after === undefined ? isAsPlanned(item, now) : isSame(item, after.found, now);
      if (attempt === 1 && !isOurs && isWritten(item)) {
        return 'changed by others';
      }
      if (item.kind === 'folder' && before === null && (await othersIn(transport, item.uid, own)).length > 0) {
        return 'in use by others';
      }
      const requests = before === null ? kind.remove(item.uid, now as Found) : kind.restore(item.uid, before, now);
      for (const request of requests) {
        try {
          await transport.send(request);
        } catch {
          // Whether it was carried out is what reading it again tells.
        }
      }
    }
  } catch {
    return 'unknown';
  }
}

/**
 * How something is once everything was tried that could be: undoing one thing can undo another, as a dashboard goes with
 * its folder, and a group is gone where none of its rules came back, which is told of the rules.
 */
export async function inTheEnd(
  transport: Transport,
  { item, before }: Undoable
): Promise<'as before' | 'gone with its rules' | 'left'> {
  try {
    const now = await readAgain(transport, item.kind, item.uid);
    if (isSame(item, before, now)) {
      return 'as before';
    }
    return item.kind === 'group' && now === null ? 'gone with its rules' : 'left';
  } catch {
    return 'left';
  }
}

/** A group that goes with its rules is not written itself: whatever interval it came back with, it gets its own again. */
function isWritten({ requests }: PlannedItem): boolean {
  return requests.length > 0;
}
