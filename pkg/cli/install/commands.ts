import { applyPlan } from '@devdiag/installer/apply/apply';
import { makePlan, type FullPlan } from '@devdiag/installer/plan/plan';
import type { ApplyReport, StepReport, VerifyReport } from '@devdiag/installer/types';
import { planUninstall, readOwned } from '@devdiag/installer/uninstall/uninstall';
import { verifyInstallation } from '@devdiag/installer/verify/verify';
import { deliveredNow } from '@devdiag/installer/watch/deliveredNow';
import { choiceProblem } from '../check/request.ts';
import { CannotRun, Interrupted } from '../failure.ts';
import type { Io } from '../io.ts';
import { choicesFor } from './choices.ts';
import { cleaned } from './clean.ts';
import { deliveryDocument, type DeliveryDocument } from './delivery.ts';
import { exitOfApply, exitOfPlan, exitOfVerify, NOT_AS_WANTED } from './exit.ts';
import { documentText, type InstallerDocument } from './json.ts';
import type { InstallOptionsGiven, PlanOptions, UninstallOptions, VerifyOptions } from './options.ts';
import { optionsThere, placeOf, situationIn, type Place, type Situation } from './situation.ts';
import { hideSecrets } from './target.ts';
import { appliedText, planText, removalText, stepText, verifiedText } from './text.ts';
import { inWords } from './words.ts';

const FORMATS = ['table', 'json'] as const;

/** What became of an install, as far as it came. */
type InstallParts = Required<Pick<InstallerDocument, 'plan' | 'applied' | 'verified'>> &
  Pick<InstallerDocument, 'delivery' | 'notVerified'> & { plan: FullPlan };

/**
 * `devdiag-ops plan`: what installing would do, changing nothing.
 * @returns the exit code
 * @throws CannotRun; Interrupted
 */
export async function runPlan(given: PlanOptions, io: Io, signal: AbortSignal): Promise<number> {
  checkFormat(given, io);
  const situation = await situationIn(await placeOf(given, io, signal), given, signal);
  const plan = planFor(situation, given);
  say(io, given, 'plan', situation, { plan }, planText(plan, situation.url, situation.options));
  return exitOfPlan(plan, given.detailedExitcode === true);
}

/** `devdiag-ops install`: plans, asks, applies, and verifies what is there then. */
export async function runInstall(given: InstallOptionsGiven, io: Io, signal: AbortSignal): Promise<number> {
  checkFormat(given, io);
  checkConsent(given, io, 'install', 'look first with devdiag-ops plan');
  const situation = await situationIn(await placeOf(given, io, signal), given, signal);
  const plan = planFor(situation, given);
  const { url, options, transport } = situation;
  const quiet = given.format === 'json';
  const tell = (text: string) => (quiet ? io.err(text) : io.out(text));
  tell(planText(plan, url, options));
  const parts: InstallParts = { plan, applied: null, verified: null };
  const report = () => quiet && say(io, given, 'install', situation, parts, '');
  if (plan.obstacles.length > 0 || (plan.pending > 0 && !(await consent(given, io, 'Install this?')))) {
    tell('Nothing was changed.\n');
    report();
    return NOT_AS_WANTED;
  }
  if (plan.pending > 0) {
    parts.applied = cleaned(await applyPlan({ plan, transport, onProgress: progressTo(io), signal }), io.clean);
    tell(appliedText(parts.applied, 'installed'));
    if (parts.applied.result !== 'installed') {
      report();
      return exitOfApply(parts.applied);
    }
  }
  try {
    parts.verified = await verify(situation, io, signal);
    parts.delivery = await delivery(situation, io, signal);
  } catch (error) {
    // What was done is done, and told, whatever keeps us from looking at it.
    parts.notVerified = io.clean(notVerified(error));
    tell(`${parts.notVerified}\n`);
    report();
    if (error instanceof CannotRun) {
      return NOT_AS_WANTED;
    }
    throw error;
  }
  tell(verifiedText(parts.verified, parts.delivery));
  report();
  return exitOfVerify(parts.verified);
}

/** `devdiag-ops verify`: is everything there as installed, does each rule evaluate, does each panel have data. */
export async function runVerify(given: VerifyOptions, io: Io, signal: AbortSignal): Promise<number> {
  checkFormat(given, io);
  const place = await placeOf(given, io, signal);
  if (place.installation === null) {
    throw new CannotRun(nothingInstalled(place));
  }
  assertReads(place, given.datasource);
  const situation = await situationIn(place, given, signal);
  const verified = await verify(situation, io, signal);
  const parts = { verified, delivery: await delivery(situation, io, signal) };
  say(io, given, 'verify', situation, parts, verifiedText(verified, parts.delivery));
  return exitOfVerify(verified);
}

/** `devdiag-ops uninstall`: lists what would go, asks, and removes that. */
export async function runUninstall(given: UninstallOptions, io: Io, signal: AbortSignal): Promise<number> {
  checkFormat(given, io);
  checkConsent(given, io, 'uninstall', 'the list of what would go needs somebody who reads it');
  const place = await placeOf(given, io, signal);
  assertReads(place, given.datasource);
  const { url, transport } = place;
  const owned = await inWords(readOwned(transport, given.prefix, signal));
  const plan = planUninstall(owned, { includeEdited: given.includeEdited === true });
  const quiet = given.format === 'json';
  const tell = (text: string) => (quiet ? io.err(text) : io.out(text));
  tell(plan.items.length === 0 ? `${nothingInstalled(place)}\n` : removalText(plan, url));
  let applied: ApplyReport | null = null;
  const wanted = plan.pending > 0 && plan.obstacles.length === 0;
  if (wanted && (await consent(given, io, 'Remove this?'))) {
    applied = cleaned(await applyPlan({ plan, transport, onProgress: progressTo(io), signal }), io.clean);
    tell(appliedText(applied, 'removed'));
  } else {
    tell('Nothing was changed.\n');
  }
  if (quiet) {
    say(io, given, 'uninstall', { url, options: optionsThere(place) }, { plan, applied }, '');
  }
  return applied === null ? (wanted || plan.obstacles.length > 0 ? NOT_AS_WANTED : 0) : exitOfApply(applied);
}

function checkFormat({ format, ...rest }: { format: string; grafanaUrl?: string; token?: string }, io: Io): void {
  hideSecrets({ ...rest, timeout: '' }, io);
  const problem = choiceProblem('--format', format, FORMATS);
  if (problem !== undefined) {
    throw new CannotRun(problem);
  }
}

/** Before anything is asked of Grafana: a job that could only fail at its end fails at its beginning. */
function checkConsent({ yes }: { yes?: boolean }, io: Io, command: string, instead: string): void {
  if (!yes && !io.canAsk) {
    throw new CannotRun(
      `Nothing was changed: nobody is there to ask. Say --yes to ${command} without asking; ${instead}.`
    );
  }
}

async function consent({ yes }: { yes?: boolean }, io: Io, question: string): Promise<boolean> {
  return yes === true || /^y(es)?$/i.test((await io.ask(`${question} [y/N] `)).trim());
}

function planFor({ desired, observed }: Situation, { keep, choose }: PlanOptions): FullPlan {
  const first = makePlan(desired, observed);
  const choices = choicesFor(first, keep, choose);
  return Object.keys(choices).length === 0 ? first : makePlan(desired, observed, choices);
}

async function verify(
  { transport, queries, desired, options }: Situation,
  io: Io,
  signal: AbortSignal
): Promise<VerifyReport> {
  const report = await inWords(verifyInstallation({ transport, queries, desired, options, now: io.now(), signal }));
  return cleaned(report, io.clean);
}

/** Where the alerts go now, in the report's own words. */
async function delivery(situation: Situation, io: Io, signal: AbortSignal): Promise<DeliveryDocument | null> {
  const now = await deliveredNow(situation.transport, situation.prefix, signal);
  return cleaned(deliveryDocument(now, situation), io.clean);
}

function notVerified(error: unknown): string {
  const why =
    error instanceof Interrupted ? 'it was interrupted.' : error instanceof Error ? error.message : String(error);
  return `It is installed, and could not be verified: ${why} Run devdiag-ops verify to see whether it works.`;
}

function nothingInstalled({ url, prefix }: Place): string {
  return `Nothing is installed in the Grafana at ${url}${prefix === '' ? '' : ` under the prefix "${prefix}"`}: no rule, dashboard or folder there is this program's or the app's.`;
}

/** A data source that is named is a promise of the command line: another one is another installation. */
function assertReads({ installation }: Place, datasource: string | undefined): void {
  const installed = installation?.options.datasourceUid;
  if (datasource !== undefined && installed !== undefined && datasource !== installed) {
    throw new CannotRun(
      `--datasource: the installation reads ${installed}, not ${datasource.slice(0, 60)}. Name that one, leave the option out, or name another installation with --prefix.`
    );
  }
}

/** Each step on stderr, once, when it has come to its end. */
function progressTo(io: Io): (steps: StepReport[]) => void {
  const told = new Map<string, StepReport['state']>();
  return (steps) => {
    for (const step of steps) {
      const isOver = step.state === 'done' || step.state === 'failed' || step.state === 'undone';
      if (isOver && told.get(step.key) !== step.state) {
        told.set(step.key, step.state);
        io.err(stepText(step));
      }
    }
  };
}

function say(
  io: Io,
  { format }: { format: string },
  command: InstallerDocument['command'],
  { url, options }: Pick<Situation, 'url' | 'options'>,
  parts: Omit<InstallerDocument, 'command' | 'grafana' | 'options'>,
  text: string
): void {
  io.out(format === 'json' ? documentText({ command, grafana: url, options, ...parts }) : text);
}
