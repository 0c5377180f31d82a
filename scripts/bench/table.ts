import { styleText } from 'node:util';
import Table from 'cli-table3';
import { growthOf, overOf, type Measured, type Timing } from './bars.ts';
import { GROUPS, type Question } from './questions.ts';

/** A table for each group of questions, one below the other, with columns that line up. */
export function tables(measured: Measured[], sizes: number[]): string {
  const widths = [25, ...sizes.flatMap(() => [11, 9]), 13, 9, 16, 16, 27];
  return GROUPS.map((group) => measured.filter(({ question }) => question.group === group))
    .filter((entries) => entries.length > 0)
    .map((entries) => tableOf(entries, sizes, widths))
    .join('\n');
}

function tableOf(measured: Measured[], sizes: number[], colWidths: number[]): string {
  const output = new Table({
    head: [
      titleOf(measured[0].question),
      ...sizes.flatMap((size) => [`${short(size)} ms`, '× floor']),
      'previews ms',
      '× floor',
      'floor',
      sizes.length > 1 ? `${short(sizes[sizes.length - 1])} / ${short(sizes[0])}` : '',
      '',
    ],
    style: { head: ['bold'], border: [] },
    // No lines between rows.
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
    colWidths,
    colAligns: [
      'left',
      ...sizes.flatMap(() => ['right', 'right'] as const),
      ...(['right', 'right', 'left', 'right', 'left'] as const),
    ],
  });
  for (const entry of measured) {
    const over = overOf(entry);
    output.push([
      entry.question.id,
      ...[...entry.sample, entry.previews].flatMap(cells),
      entry.floor ?? 'constant',
      growthOf(entry.sample)?.toFixed(2) ?? '',
      over.length > 0 ? styleText('red', `over: ${over.join(', ')}`) : styleText('green', 'ok'),
    ]);
  }
  return output.toString();
}

function cells({ ms, floorMs }: Timing): string[] {
  return [ms.toFixed(1), floorMs === undefined ? '' : (ms / floorMs).toFixed(2)];
}

function titleOf({ group, tenant }: Question): string {
  switch (group) {
    case 'check':
      return 'Check';
    case 'alert':
      return 'Alert';
    case 'panel':
      return 'Panel, all tenants';
    case 'panel-of-one':
      return `Panel, tenant ${tenant}`;
  }
}

export function short(runs: number): string {
  return runs >= 1e6 ? `${runs / 1e6} M` : `${runs / 1e3} k`;
}
