import type { Found } from '../kinds/kind.ts';
import { NoAnswer } from '../noAnswer.ts';
import type { FullPlan, PlannedItem } from '../plan/plan.ts';
import { Refused, refusal } from '../refused.ts';
import type { ApplyReport, GrafanaAnswer, GrafanaRequest, StepReport, Transport } from '../types.ts';
import { isAsPlanned, isSame } from './compare.ts';
import { othersIn } from './emptyFolder.ts';
import { readAgain } from './read.ts';
import { inTheEnd, undo, type Undoable, type Undone } from './undo.ts';

export interface ApplyArguments {
  plan: FullPlan;
  transport: Transport;
  /** Called at every change of a step, with all steps. */
  onProgress?: (steps: StepReport[]) => void;
  /** Aborting stops before the next step and undoes what was done. */
  signal?: AbortSignal;
}

/** Longest part of an error that nobody foresaw. */
const LONGEST_ERROR = 200;

/** Ends an apply: what went wrong, for people. */
class Failure extends Error {}

/**
 * Carries out a plan: each step is read just before it is written, written, and read back. When a step fails, everything
 * this call did is undone in reverse, and what is there afterwards is read, not assumed.
 * Works for uninstalling too: a plan of removals is carried out from its last item to its first by whoever made it so.
 * @returns a report; never throws, whatever Grafana, the way to it or `onProgress` does
 */
export async function applyPlan({ plan, transport, onProgress, signal }: ApplyArguments): Promise<ApplyReport> {
  const steps = plan.items.map(({ key, title, action, requests }): StepReport => ({
    key,
    title,
    action,
    state: requests.length > 0 ? 'waiting' : 'skipped',
  }));
  const tell = (index: number, change: Partial<StepReport>) => {
    Object.assign(steps[index], change);
    try {
      onProgress?.(steps.map((step) => ({ ...step })));
    } catch {
      // Who watches does not decide what becomes of an installation.
    }
  };
  if (plan.obstacles.length > 0) {
    return { result: 'as-before', steps, error: plan.obstacles.join(' '), remains: [] };
  }
  const done: Undoable[] = [];
  for (const [index, item] of plan.items.entries()) {
    const isNewGroup = item.kind === 'group' && item.action === 'create';
    if (item.requests.length === 0 && !isNewGroup) {
      if (item.action === 'remove') {
        // A group goes with its rules; when they come back, so must its interval.
        done.push({ item, before: item.before });
      }
      continue;
    }
    try {
      if (isNewGroup) {
        await confirmGroup(transport, item);
        continue;
      }
      tell(index, { state: 'running' });
      if (signal?.aborted) {
        throw new Failure('it was stopped.');
      }
      await carryOut(transport, item, plan.items, done);
      tell(index, { state: 'done' });
    } catch (error) {
      const sentence = sentenceOf(error);
      tell(index, { state: 'failed', error: sentence });
      return takeBack({ plan, transport, done, steps, tell, error: `${item.title}: ${sentence}` });
    }
  }
  return { result: 'installed', steps, remains: [] };
}

/** One step: look, write, read back. What it may have changed is in `done` before anything is sent. */
async function carryOut(transport: Transport, item: PlannedItem, all: PlannedItem[], done: Undoable[]): Promise<void> {
  const before = await readAgain(transport, item.kind, item.uid);
  if (!isSame(item, item.before, before)) {
    throw new Failure('it was changed since the plan was made. Nothing of that was touched; plan again.');
  }
  await guardNewGroup(transport, item);
  await guardFullFolder(transport, item, all);
  const step: Undoable = { item, before };
  done.push(step);
  for (const request of item.requests) {
    const problem = await send(transport, request);
    // A redirect says nothing: whoever sent it may have been told to after it was carried out.
    const isRefused = problem instanceof Refused && problem.status >= 400 && problem.status < 500;
    let now: Found | null;
    try {
      now = await readAgain(transport, item.kind, item.uid);
    } catch (error) {
      throw problem ?? error;
    }
    if (isAsPlanned(item, now)) {
      // Also when the answer was lost on its way: it was carried out.
      step.after = { found: now };
      continue;
    }
    if (isRefused) {
      // Nothing was carried out. What is there, if it isn't what was there before, is somebody else's.
      done.splice(done.indexOf(step), 1);
    } else if (problem === undefined) {
      step.after = { found: now };
    }
    throw problem ?? new Failure('Grafana accepted it, and it reads back differently from what was sent.');
  }
}

/** A group is created with its first rule: nothing is sent for it, and what it became is read all the same. */
async function confirmGroup(transport: Transport, item: PlannedItem): Promise<void> {
  if (!isAsPlanned(item, await readAgain(transport, item.kind, item.uid))) {
    throw new Failure(
      'its rules were written, and how often Grafana evaluates them reads back differently from what was sent.'
    );
  }
}

/** Removing a folder would remove the dashboards that somebody has put there since the plan was made. */
async function guardFullFolder(transport: Transport, { kind, action, uid }: PlannedItem, all: PlannedItem[]) {
  if (kind !== 'folder' || action !== 'remove') {
    return;
  }
  const others = await othersIn(transport, uid, all);
  if (others.length > 0) {
    throw new Failure(`it holds something that was not there when the plan was made (${others[0]}); plan again.`);
  }
}

/** Writing a new group would delete the rules of one that came up in the meantime. */
async function guardNewGroup(transport: Transport, { kind, requests }: PlannedItem): Promise<void> {
  const group = requests.find(({ path }) => path.includes('/rule-groups/'));
  if (kind !== 'rule' || !group) {
    return;
  }
  const [, folder, title] = /\/folder\/([^/]+)\/rule-groups\/([^/]+)$/.exec(group.path) ?? [];
  const uid = `${decodeURIComponent(folder)}/${decodeURIComponent(title)}`;
  if ((await readAgain(transport, 'group', uid)) !== null) {
    throw new Failure('an evaluation group of this name appeared since the plan was made; plan again.');
  }
}

/** @returns what went wrong; undefined when Grafana accepted it */
async function send(transport: Transport, request: GrafanaRequest): Promise<Error | undefined> {
  let answer: GrafanaAnswer;
  try {
    answer = await transport.send(request);
  } catch (error) {
    // Whatever it was, whether the request was carried out is what reading tells.
    return error instanceof Error ? error : new Error(String(error));
  }
  return answer.status >= 200 && answer.status < 300 ? undefined : refusal(request, answer);
}

interface TakeBack {
  plan: FullPlan;
  transport: Transport;
  done: Undoable[];
  steps: StepReport[];
  tell: (index: number, change: Partial<StepReport>) => void;
  error: string;
}

async function takeBack({ plan, transport, done, steps, tell, error }: TakeBack): Promise<ApplyReport> {
  const remains: string[] = [];
  const left: Array<[Undoable, Exclude<Undone, 'as before'>]> = [];
  const tellUndone = ({ item }: Undoable) => {
    const index = plan.items.indexOf(item);
    tell(index, steps[index].state === 'failed' ? {} : { state: 'undone' });
  };
  for (const step of [...done].reverse()) {
    const undone = await undo(transport, step, plan.items);
    if (undone === 'as before') {
      tellUndone(step);
    } else {
      left.push([step, undone]);
    }
  }
  for (const [step, undone] of left) {
    const end = await inTheEnd(transport, step);
    if (end === 'as before') {
      tellUndone(step);
    } else if (end === 'left') {
      remains.push(remainder(step, undone));
    }
  }
  for (const [index, { state }] of steps.entries()) {
    if (state === 'waiting') {
      tell(index, { state: 'skipped' });
    }
  }
  return { result: remains.length === 0 ? 'as-before' : 'partly', steps, error, remains };
}

function remainder({ item: { kind, title, uid }, before }: Undoable, undone: Exclude<Undone, 'as before'>): string {
  const what = `The ${kind} "${title}" (${uid})`;
  switch (undone) {
    case 'unknown':
      return `${what} could not be read again, so it is unknown whether it is as before. Plan again when Grafana answers.`;
    case 'changed by others':
      return `${what} was changed by somebody else in the meantime, so it was left as they made it. Look at it, and plan again.`;
    case 'in use by others':
      return `${what} was created, and somebody put something into it in the meantime, so it was left.`;
    case 'not put back':
      return before === null
        ? `${what} was created and could not be removed again. The next plan takes it up, or uninstalling removes it.`
        : `${what} was changed and could not be put back. The next plan shows it.`;
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof Failure || error instanceof Refused || error instanceof NoAnswer) {
    return error.message;
  }
  const said = (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_ERROR).trim();
  return `something unexpected happened${said === '' ? '' : ` (${said})`}. Plan again; if it happens again, report it as a fault of this plugin.`;
}
