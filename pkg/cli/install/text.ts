import type { Json } from '@devdiag/catalog/types';
import { valueDiff, valueText } from '@devdiag/installer/plan/lineDiff';
import type {
  ApplyReport,
  FieldChange,
  InstallOptions,
  Plan,
  PlanItem,
  StepReport,
  VerifyReport,
} from '@devdiag/installer/types';
import { printable } from '../check/printable.ts';
import { deliveryText, type DeliveryDocument } from './delivery.ts';

/** Longest value of a field that is shown on its line; longer ones are told line by line, whole ones are in the JSON. */
const LONGEST = 120;

/** A plan for people: what would happen to each resource, and which fields are why. */
export function planText(plan: Plan, url: string, options: InstallOptions): string {
  const width = Math.max(...plan.items.map(({ action }) => action.length), 0);
  const lines = plan.items.flatMap((item) => [
    `  ${item.action.padEnd(width)}  ${item.kind.padEnd(9)}  ${printable(item.title)} (${item.uid})${originText(item)}`,
    ...(item.reason ? [`      ${printable(item.reason)}`] : []),
    ...item.changes.flatMap(changeText).map((line) => `      ${line}`),
  ]);
  return [
    `${url}: ${scopeText(options)}`,
    `${versionText(plan)}\n`,
    ...lines,
    '',
    plan.pending === 0 ? 'Nothing to change.' : `${count(plan.pending, 'change')} pending.`,
    ...(plan.obstacles.length === 0 ? [] : ['In the way:', ...plan.obstacles.map((each) => `  - ${printable(each)}`)]),
    '',
  ].join('\n');
}

function originText({ provisioned }: PlanItem): string {
  return provisioned === undefined ? '' : `, from ${printable(provisioned.file ?? 'provisioning files')}`;
}

function scopeText({ prefix, datasourceUid, tenant, mode, receiver }: InstallOptions): string {
  return [
    prefix === '' ? 'the installation without a prefix' : `the installation "${prefix}"`,
    `data source ${datasourceUid}`,
    tenant === null ? 'all tenants' : `tenant ${printable(tenant)}`,
    `${mode} rules`,
    receiver === null ? 'delivered by the notification policies' : `delivered to ${printable(receiver)}`,
  ].join(', ');
}

function versionText({ version, installed }: Plan): string {
  return installed === null
    ? `Nothing is installed; this is version ${version}.`
    : installed === version
      ? `Version ${version} is installed, which is this one.`
      : `Version ${installed} is installed; this is ${version}.`;
}

function changeText(change: FieldChange): string[] {
  const { field, base, theirs, ours, changedBy, keep, undecided } = change;
  const name = printable(field);
  const difference = valueDiff(theirs, ours);
  // Long values are told line by line, below; here it is only said whose is whose.
  const here = difference === undefined ? value(theirs) : 'the lines with -';
  const wanted = difference === undefined ? value(ours) : 'the lines with +';
  const lines = (difference ?? []).map(({ sign, text }) => `  ${sign} ${printable(text)}`.trimEnd());
  if (undecided) {
    return [
      `${name}: changed here to ${here} and by this version to ${wanted}; choose with --choose or --keep`,
      ...lines,
    ];
  }
  if (keep === 'ours') {
    return [`${name}: ${here} → ${wanted}`, ...lines];
  }
  const who = changedBy === 'both' ? 'changed on both sides' : 'changed here';
  const kept = difference === undefined ? `${here} is kept` : `${here} are kept`;
  return [`${name}: ${kept} (${who}${installedAs(base, changedBy, difference !== undefined)})`, ...lines];
}

/** What it was installed as. Of a long value only its hash is kept: who changed it tells whose it equals. */
function installedAs(base: Json | undefined, changedBy: FieldChange['changedBy'], isLong: boolean): string {
  if (base === undefined) {
    return '';
  }
  if (typeof base !== 'string' || !base.startsWith('#')) {
    return `, installed as ${value(base)}`;
  }
  const [here, wanted] = isLong ? ['with -', 'with +'] : ['it is here', 'this version has it'];
  return `, installed as ${{ theirs: wanted, ours: here, both: 'neither' }[changedBy]}`;
}

function value(value: Json | undefined): string {
  return value === undefined ? 'nothing' : shortened(printable(valueText(value)));
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** What an uninstall would remove, and what it keeps and why. */
export function removalText(plan: Plan, url: string): string {
  const of = (...actions: Array<PlanItem['action']>) => plan.items.filter(({ action }) => actions.includes(action));
  const line = ({ kind, title, uid, reason, changes }: PlanItem) =>
    [
      `  ${kind.padEnd(9)}  ${printable(title)} (${uid})${reason ? `: ${printable(reason)}` : ''}`,
      ...changes.map(({ field }) => `      changed here: ${printable(field)}`),
    ].join('\n');
  const [going, staying] = [of('remove'), of('drifted', 'foreign', 'blocked', 'unchanged')];
  return [
    `${url}:`,
    ...(going.length === 0 ? ['Nothing to remove.'] : ['To be removed:', ...going.map(line)]),
    ...(staying.length === 0 ? [] : ['Kept:', ...staying.map(line)]),
    '',
  ].join('\n');
}

const STATES: Record<StepReport['state'], string> = {
  waiting: 'waiting',
  running: 'running',
  done: 'done',
  failed: 'FAILED',
  undone: 'undone',
  skipped: 'skipped',
};

/** One step that has come to an end, for the progress on stderr. */
export function stepText({ action, title, state, error }: StepReport): string {
  return `  ${action}  ${printable(title)}: ${STATES[state]}${error ? `. ${printable(error)}` : ''}\n`;
}

export function appliedText(report: ApplyReport, did: 'installed' | 'removed'): string {
  const outcome = {
    installed: did === 'installed' ? 'Installed, and read back as planned.' : 'Removed, and looked again.',
    'as-before': 'It failed, and everything is as it was before.',
    partly: 'It failed, and not everything could be put back.',
  }[report.result];
  return [
    outcome,
    ...(report.error ? [printable(report.error)] : []),
    ...(report.remains.length === 0
      ? []
      : ['What remains:', ...report.remains.map((each) => `  - ${printable(each)}`)]),
    '',
  ].join('\n');
}

/**
 * What the rules say now, whether the panels have data, what differs from what should be there, and whom the alerts reach.
 * @param delivery null: there is no rule
 */
export function verifiedText(
  { ok, differences, warnings, edited, rules, panels }: VerifyReport,
  delivery: DeliveryDocument | null
): string {
  return [
    ...section(
      'Differs from what should be there:',
      differences.map((each) => `- ${printable(each)}`)
    ),
    ...section(
      'Changed or paused here, and kept:',
      edited.map((each) => `- ${printable(each)}`)
    ),
    ...section('Rules, evaluated now:', rules.map(ruleText)),
    ...section(
      'Panels:',
      panels.map(
        ({ title, rows, error }) => `${printable(title)}: ${error ? `FAILED. ${printable(error)}` : count(rows, 'row')}`
      )
    ),
    ...section(
      'Without data:',
      warnings.map((each) => `- ${printable(each)}`)
    ),
    ...(delivery === null ? [] : deliveryText(delivery)),
    !ok
      ? 'Not everything is as it should be.'
      : delivery?.ways.some(({ warning }) => warning !== null)
        ? 'Everything is there and works, but nobody is told: see the warning above.'
        : warnings.length > 0
          ? 'Everything is there, and not everything has data.'
          : 'Everything is there and works.',
    '',
  ].join('\n');
}

function ruleText({
  title,
  state,
  ok,
  values,
  error,
  paused,
  firstEvaluationBy,
}: VerifyReport['rules'][number]): string {
  const shown = values.slice(0, 5).map(({ value, labels }) => {
    const label = Object.values(labels).join(' ');
    return `${label ? `${printable(label)} ` : ''}${value === null ? 'nothing' : Number(value.toPrecision(4))}`;
  });
  return [
    `${printable(title)}: ${state}${ok ? '' : ' (FAILED)'}`,
    shown.length === 0 ? '' : `, value ${shown.join(', ')}${values.length > shown.length ? ' …' : ''}`,
    error ? `. ${printable(error)}` : '',
    paused ? '; paused, so that the scheduler leaves it alone' : '',
    firstEvaluationBy === null ? '' : `; first scheduled evaluation by ${firstEvaluationBy}`,
  ].join('');
}

function section(title: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
