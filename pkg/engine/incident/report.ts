import { duration } from '@devdiag/catalog/text';
import { codeSpan, prose } from '../report/export/markdown-text.ts';
import { formatInstant, NOTHING } from '../report/format.ts';
import type { KeptCell, KeptResult, LoggedEvent } from './event.ts';
import { closings, keptResults, measurements, notes, stepKey, type Incident } from './incident.ts';
import { eventLine, measuredText } from './words.ts';

/** A change of an alert's state while the incident lasted. */
export interface AlertTransition {
  /** Milliseconds since 1970. */
  at: number;
  /** The rule's title. */
  title: string;
  /** Grafana's words: "Normal", "Alerting". */
  from: string;
  to: string;
  /** What the rule's labels and values were, as Grafana writes it. */
  text: string;
}

export interface ReportContext {
  /**
   * Oldest first; null when Grafana could not be asked, which the report says. Not whole: older ones are missing. Not
   * installed: there are no rules whose state could have changed.
   */
  transitions: { changes: readonly AlertTransition[]; isWhole: boolean; isInstalled: boolean } | null;
  /** Steps of the incident's page, so that those nobody did are listed too. */
  steps: ReadonlyArray<{ page: string; step: string; text: string }>;
  /** When the report is made, milliseconds since 1970: an open incident lasts until then. */
  now: number;
}

const MOST_ROWS = 50;

/**
 * A post-incident report in Markdown (GitHub's flavour). Texts from people and databases can't format, link or mention
 * anything in it.
 */
export function incidentReport(incident: Incident, context: ReportContext): string {
  const blocks = [
    `# Post-incident report: ${prose(incident.title)}`,
    facts(incident, context.now),
    '## Summary',
    ...summaries(incident),
    '## Timeline',
    table(
      ['Time', 'Who', 'What'],
      incident.log.map((entry) => [formatInstant(entry.at), prose(entry.author), prose(timelineText(entry))])
    ),
    '## Alerts',
    alerts(context.transitions),
    '## What was measured',
    measured(incident),
    '## Steps',
    steps(incident, context.steps),
    '## Evidence',
    ...evidence(incident),
    '## Notes',
    ...notesOf(incident),
    '## Follow-up',
    ['What helped?', 'What delayed us?', 'What will be changed, by whom, until when?']
      .map((ask) => `- ${ask}`)
      .join('\n'),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** A name for the report's file. */
export function reportFileName({ id }: Pick<Incident, 'id'>): string {
  return `incident-${id}.md`;
}

function facts({ id, page, alert, labels, startedAt, startedBy, closed, people }: Incident, now: number): string {
  const rows = [
    ['Incident', codeSpan(id)],
    ['Started', `${formatInstant(startedAt)} by ${prose(startedBy)}`],
    ['Closed', closed ? `${formatInstant(closed.at)} by ${prose(closed.by)}` : 'still open'],
    ['Lasted', duration(Math.max(0, ((closed?.at ?? now) - startedAt) / 60_000))],
    ['People', people.map(prose).join(', ')],
    ['Page', codeSpan(page)],
    ...(alert === null ? [] : [['Alert', codeSpan(alert)]]),
    ...Object.entries(labels).map(([name, value]) => [prose(name), codeSpan(value)]),
  ];
  return table(['', ''], rows);
}

/** Whole, all of them: the timeline has only their beginnings. */
function summaries(incident: Incident): string[] {
  const written = closings(incident).filter(({ event }) => event.summary.trim() !== '');
  if (written.length === 0) {
    return ['To be written.'];
  }
  if (written.length === 1 && incident.closed?.at === written[0].at) {
    return [quote(written[0].event.summary)];
  }
  return [
    ...written.flatMap(({ at, author, event }) => [`${formatInstant(at)}, ${prose(author)}:`, quote(event.summary)]),
    ...(incident.closed ? [] : ['It was opened again since.']),
  ];
}

function timelineText({ event, shared }: LoggedEvent): string {
  return `${eventLine(event).replace(/\s+/g, ' ')}${shared ? '' : ' (own copy)'}`;
}

function alerts(transitions: ReportContext['transitions']): string {
  if (transitions === null) {
    return 'Grafana could not be asked which alerts changed.';
  }
  const { changes, isWhole, isInstalled } = transitions;
  if (!isInstalled) {
    return 'No alert rules of this app are installed, so nobody could be alerted by them.';
  }
  if (changes.length === 0) {
    return 'No alert of this installation changed its state meanwhile. What fired since before stands under "What was measured".';
  }
  return [
    table(
      ['Time', 'Alert', 'Change', 'Details'],
      changes.map(({ at, title, from, to, text }) => [
        formatInstant(at),
        prose(title),
        `${prose(from)} → ${prose(to)}`,
        prose(text),
      ])
    ),
    ...(isWhole ? [] : ['There were more changes than Grafana gives at once: the oldest are missing here.']),
  ].join('\n\n');
}

function measured(incident: Incident): string {
  const found = measurements(incident);
  return found.length === 0
    ? 'Nothing was measured.'
    : table(
        ['Time', 'What', 'Value'],
        found.map(({ at, event }) => [formatInstant(at), prose(event.title), prose(measuredText(event))])
      );
}

function steps(incident: Incident, known: ReportContext['steps']): string {
  const listed = new Set(known.map(({ page, step }) => stepKey(page, step)));
  const others = [...incident.steps.values()].filter(({ page, step }) => !listed.has(stepKey(page, step)));
  const lines = [...known, ...others].map(({ page, step, text }) => {
    const state = incident.steps.get(stepKey(page, step));
    return state?.done
      ? `- [x] ${prose(text)} (${prose(state.by)}, ${formatInstant(state.at)})`
      : `- [ ] ${prose(text)}`;
  });
  return lines.length === 0 ? 'The page has no steps.' : lines.join('\n');
}

function evidence(incident: Incident): string[] {
  const found = keptResults(incident);
  return found.length === 0 ? ['No result was kept.'] : found.flatMap(resultBlocks);
}

function resultBlocks({ at, author, event }: LoggedEvent & { event: KeptResult }): string[] {
  const { title, asOf, columns, rows, more, sql } = event;
  const shown = rows.slice(0, MOST_ROWS);
  const rest = rows.length - shown.length;
  return [
    `### ${prose(title)}`,
    `As of ${formatInstant(asOf)}; kept by ${prose(author)} at ${formatInstant(at)}.`,
    columns.length === 0 || rows.length === 0
      ? 'The query found no rows.'
      : table(
          columns.map(prose),
          shown.map((row) => row.map(cellText))
        ),
    ...(more || rest > 0 ? [`There were more rows than the ${shown.length} shown.`] : []),
    fenced(sql),
  ];
}

function notesOf(incident: Incident): string[] {
  const found = notes(incident);
  return found.length === 0
    ? ['No notes.']
    : found.flatMap(({ at, author, event }) => [`${formatInstant(at)}, ${prose(author)}:`, quote(event.text)]);
}

function cellText(cell: KeptCell): string {
  return cell === null || cell === '' ? NOTHING : prose(String(cell));
}

/** A person's text, line by line, as it is. */
function quote(text: string): string {
  return (
    text
      .trim()
      .split(/\r\n|[\r\n]/)
      .map((line) => `> ${prose(line)}`.trimEnd())
      // Without a break at the end a renderer would join the lines.
      .join('  \n')
  );
}

function fenced(sql: string): string {
  const longest = Math.max(2, ...(sql.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}sql\n${sql.trim()}\n${fence}`;
}

function table(head: string[], rows: string[][]): string {
  // `prose` and `codeSpan` leave no line break; a bar would end the cell, in a code span too.
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replace(/(?<!\\)\|/g, '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
