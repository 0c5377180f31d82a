import type { IncidentEvent, KeptCell } from './event.ts';

const UNITS = ['runs', 'count', 'share', 'minutes', 'hours', 'days', 'bytes', 'milliseconds', 'score'];

/**
 * An event as it comes back from where it was stored, checked field by field: whoever may write annotations may write
 * anything. Null for what is none.
 */
export function readEvent(stored: unknown): IncidentEvent | null {
  const data = record(stored);
  switch (data.kind) {
    case 'started':
      return text(data.title) && text(data.page) && (data.alert === null || text(data.alert))
        ? { kind: 'started', title: data.title, page: data.page, alert: data.alert, labels: labels(data.labels) }
        : null;
    case 'joined':
      return { kind: 'joined' };
    case 'reopened':
      return { kind: 'reopened' };
    case 'step':
      return text(data.page) && text(data.step) && text(data.text) && typeof data.done === 'boolean'
        ? { kind: 'step', page: data.page, step: data.step, text: data.text, done: data.done }
        : null;
    case 'note':
      return text(data.text) ? { kind: 'note', text: data.text } : null;
    case 'closed':
      return text(data.summary) ? { kind: 'closed', summary: data.summary } : null;
    case 'result':
      return result(data);
    case 'measured':
      return measurement(data);
    default:
      return null;
  }
}

function result(data: Record<string, unknown>): IncidentEvent | null {
  const { page, query, title, asOf, sql, columns, rows, more } = data;
  if (!text(page) || !text(query) || !text(title) || !text(sql) || !number(asOf) || typeof more !== 'boolean') {
    return null;
  }
  if (!Array.isArray(columns) || !columns.every(text) || !Array.isArray(rows)) {
    return null;
  }
  const isRow = (row: unknown): row is KeptCell[] =>
    Array.isArray(row) && row.length === columns.length && row.every(isCell);
  return rows.every(isRow) ? { kind: 'result', page, query, title, asOf, sql, columns, rows, more } : null;
}

function measurement({ of, title, state, value, threshold, unit }: Record<string, unknown>): IncidentEvent | null {
  return text(of) &&
    text(title) &&
    text(state) &&
    (value === null || number(value)) &&
    (threshold === null || number(threshold)) &&
    isUnit(unit)
    ? { kind: 'measured', of, title, state, value, threshold, unit }
    : null;
}

function labels(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(record(value)).filter((entry): entry is [string, string] => text(entry[1])));
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): value is string {
  return typeof value === 'string';
}

function number(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isCell(value: unknown): value is KeptCell {
  return value === null || text(value) || number(value) || typeof value === 'boolean';
}

function isUnit(value: unknown): value is Extract<IncidentEvent, { kind: 'measured' }>['unit'] {
  return text(value) && UNITS.includes(value);
}
