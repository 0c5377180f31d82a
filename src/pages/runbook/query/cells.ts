import { dateTimeFormat } from '@grafana/data';
import { t } from '@grafana/i18n';
import type { Cell, ColumnKind } from '@devdiag/engine/runbook/answer';

const DAY = 24 * 60 * 60 * 1000;

/** A column of SQL as people read it: `minutes_ago` is "minutes ago". */
export function columnLabel(name: string): string {
  return name.replaceAll('_', ' ');
}

/**
 * How the times of a column are written: in the reader's zone, or as days where all of them are dates, which arrive as
 * their midnight in UTC.
 */
export function timeWriter(cells: Cell[]): (at: number) => string {
  const isDates = cells.every((cell) => typeof cell !== 'number' || cell % DAY === 0);
  return isDates ? (at) => dateTimeFormat(at, { timeZone: 'utc', format: 'YYYY-MM-DD' }) : (at) => dateTimeFormat(at);
}

/** A cell as text. Numbers are grouped; nothing is an en dash. */
export function showCell(cell: Cell, kind: ColumnKind, writeTime: (at: number) => string): string {
  if (cell === null) {
    return '–';
  }
  if (typeof cell === 'boolean') {
    return cell ? t('runbook.result.yes', 'yes') : t('runbook.result.no', 'no');
  }
  if (typeof cell === 'number') {
    return kind === 'time' ? writeTime(cell) : NUMBERS.format(cell);
  }
  return cell;
}

// The same everywhere, as in the rest of the app: no locale of the browser's.
const NUMBERS = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });
