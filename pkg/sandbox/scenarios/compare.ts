import type { EvidenceCell, ScenarioExpectation } from '@devdiag/catalog/types';
import type { CheckResult } from '@devdiag/engine/report/report';

/** Values come out of floating point sums. */
const CLOSE = 1e-6;

/** How an answer differs from what a scenario expects, a sentence each; empty when it doesn't. */
export function differences(expected: ScenarioExpectation, actual: CheckResult): string[] {
  const found: string[] = [];
  if (actual.outcome !== expected.outcome) {
    found.push(`outcome is ${actual.outcome}, not ${expected.outcome} ("${actual.message}")`);
  }
  if (expected.value !== undefined && !sameNumber(expected.value, actual.value)) {
    found.push(`value is ${actual.value}, not ${expected.value} ("${actual.message}")`);
  }
  if (expected.message && !expected.message.test(actual.message)) {
    found.push(`the sentence "${actual.message}" does not match ${expected.message}`);
  }
  for (const row of expected.evidence ?? []) {
    if (!actual.evidence.some((candidate) => holds(candidate, row))) {
      found.push(`no evidence row has ${describe(row)}; there is ${JSON.stringify(actual.evidence.slice(0, 10))}`);
    }
  }
  return found;
}

function sameNumber(expected: number | null, actual: number | null): boolean {
  return expected === null || actual === null ? expected === actual : Math.abs(expected - actual) <= CLOSE;
}

function holds(row: Record<string, EvidenceCell>, cells: Record<string, EvidenceCell | RegExp>): boolean {
  return Object.entries(cells).every(([id, wanted]) => {
    const cell = row[id] ?? null;
    if (wanted instanceof RegExp) {
      return wanted.test(String(cell));
    }
    return typeof wanted === 'number' ? typeof cell === 'number' && sameNumber(wanted, cell) : cell === wanted;
  });
}

function describe(cells: Record<string, EvidenceCell | RegExp>): string {
  return Object.entries(cells)
    .map(([id, wanted]) => `${id} ${wanted instanceof RegExp ? wanted : JSON.stringify(wanted)}`)
    .join(', ');
}
