import type { CheckDefinition } from '@devdiag/catalog/types';
import { formatAgainstThreshold, formatCell, isoInstant } from '../format.ts';
import type { CheckResult, HealthReport } from '../report.ts';

export interface JunitOptions {
  /** Whether a warning is a failed test (default) or a passed one with a note. */
  warnIsFailure?: boolean;
}

/**
 * A report as JUnit XML, for CI systems: one test a check. `fail` and `warn` are failures, what could not be evaluated
 * is an error, muted checks are skipped.
 */
export function toJunit(
  report: HealthReport,
  definitions: readonly CheckDefinition[],
  { warnIsFailure = true }: JunitOptions = {}
): string {
  const cases = report.checks.map((check) => testCase(check, definitions, warnIsFailure));
  const count = (kind: Case['kind']) => cases.filter((entry) => entry.kind === kind).length;
  const totals = {
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
    time: seconds(report.checks.reduce((sum, check) => sum + (check.tookMs ?? 0), 0)),
  };
  const suite = { name: 'devdiag-health', ...totals, timestamp: isoInstant(report.measuredAt) ?? '' };
  const properties = {
    verdict: report.verdict,
    asOf: isoInstant(report.asOf) ?? '',
    tenant: report.tenant ?? '',
    summary: report.summary,
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'devdiag-ops', ...totals })}>`,
    `  <testsuite${attributes(suite)}>`,
    '    <properties>',
    ...Object.entries(properties).map(([name, value]) => `      <property${attributes({ name, value })}/>`),
    '    </properties>',
    ...cases.map(({ xml }) => xml),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

interface Case {
  kind: 'passed' | 'failure' | 'error' | 'skipped';
  xml: string;
}

function testCase(check: CheckResult, definitions: readonly CheckDefinition[], warnIsFailure: boolean): Case {
  const kind = kindOf(check, warnIsFailure);
  const head = `    <testcase${attributes({
    name: check.title,
    classname: `devdiag.${check.id}`,
    time: seconds(check.tookMs ?? 0),
  })}`;
  if (kind === 'skipped') {
    const { mute } = check;
    const message = mute ? `Muted by ${mute.owner} until ${isoInstant(mute.until)}: ${mute.reason}` : check.message;
    return { kind, xml: `${head}>\n      <skipped${attributes({ message })}/>\n    </testcase>` };
  }
  const details = xmlText(detailsOf(check, definitions));
  if (kind === 'passed') {
    return { kind, xml: `${head}>\n      <system-out>${details}</system-out>\n    </testcase>` };
  }
  const tag = `${kind}${attributes({ message: check.message, type: check.outcome })}`;
  return { kind, xml: `${head}>\n      <${tag}>${details}</${kind}>\n    </testcase>` };
}

function kindOf({ outcome }: CheckResult, warnIsFailure: boolean): Case['kind'] {
  switch (outcome) {
    case 'pass':
      return 'passed';
    case 'warn':
      return warnIsFailure ? 'failure' : 'passed';
    case 'fail':
      return 'failure';
    case 'skipped':
      return 'skipped';
    case 'error':
    case 'not-evaluated':
      return 'error';
  }
}

function detailsOf(check: CheckResult, definitions: readonly CheckDefinition[]): string {
  const columns = definitions.find((definition) => definition.id === check.id)?.evidenceColumns ?? [];
  const rows = check.evidence.map((row) =>
    columns.map(({ id, label, kind }) => `${label}: ${formatCell(row[id], kind)}`).join(', ')
  );
  return [`${check.outcome}: ${check.message}`, formatAgainstThreshold(check), ...rows].join('\n');
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

function attributes(values: Record<string, string | number>): string {
  return Object.entries(values)
    .map(
      ([name, value]) =>
        ` ${name}="${xmlText(String(value)).replace(/[\t\n\r]/g, (char) => `&#${char.charCodeAt(0)};`)}"`
    )
    .join('');
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** XML 1.0 has no place for most control characters and half surrogate pairs, not even as a reference. */
function xmlText(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (char) => ENTITIES[char]);
}
