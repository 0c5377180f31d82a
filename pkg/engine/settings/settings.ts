import type { CheckDefinition, ExpectedHours, Settings, Unit } from '@devdiag/catalog/types';
import { schemaNameProblem } from '../query/quote.ts';
import { contactProblems, knownContacts } from './contacts.ts';
import { toInput, withUnit } from './units.ts';

/** What is stored in the plugin's jsonData. Everything is optional; keys the project doesn't know are kept. */
export interface StoredSettings {
  datasourceUid?: string;
  schema?: string;
  timeZone?: string;
  retentionDays?: number;
  expectedHours?: ExpectedHours;
  thresholds?: Record<string, Record<string, number>>;
  contacts?: Record<string, string>;
  /** ISO time of the last save through the configuration page. Its absence shows that something else replaced jsonData. */
  savedAt?: string;
  /** Set to true in a provisioning file, so that the page can say that changes made here last until the next start. */
  provisioned?: boolean;
}

/** What is wrong with one setting. `path` is dotted: "thresholds.stale-data.warn". */
export interface SettingsProblem {
  path: string;
  message: string;
}

export const ALWAYS: Omit<ExpectedHours, 'zone'> = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' };

/** Days that the retention policy may be set to. */
export const RETENTION_LIMITS = { min: 1, max: 36_500 };

export const DEFAULTS = { schema: 'devdiag', timeZone: 'UTC', retentionDays: 180 };
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/**
 * Stored settings made complete. A stored value that is invalid is replaced by its default and reported, so that a
 * page can say which setting it did not follow; nothing is silently different.
 */
export function completeSettings(
  stored: unknown,
  definitions: CheckDefinition[]
): { settings: Settings; problems: SettingsProblem[] } {
  const given: StoredSettings = isRecord(stored) ? stored : {};
  const problems = settingsProblems(given, definitions);
  const bad = new Set(problems.map((problem) => problem.path));
  const take = <T>(path: string, value: T | undefined, fallback: T): T =>
    value === undefined || value === null || [...bad].some((at) => at === path || at.startsWith(`${path}.`))
      ? fallback
      : value;
  const timeZone = take('timeZone', given.timeZone, DEFAULTS.timeZone);
  return {
    problems,
    settings: {
      schema: take('schema', given.schema, DEFAULTS.schema),
      timeZone,
      retentionDays: take('retentionDays', given.retentionDays, DEFAULTS.retentionDays),
      expectedHours: take('expectedHours', given.expectedHours, { ...ALWAYS, zone: timeZone }),
      thresholds: Object.fromEntries(
        definitions.map((definition) => [
          definition.id,
          inOrder(
            definition,
            Object.fromEntries(
              definition.thresholds.map((threshold) => [
                threshold.id,
                take(
                  `thresholds.${definition.id}.${threshold.id}`,
                  given.thresholds?.[definition.id]?.[threshold.id],
                  threshold.default
                ),
              ])
            )
          ),
        ])
      ),
      contacts: knownContacts(given.contacts),
    },
  };
}

/**
 * A default can be above the stored threshold that it must not exceed. It then follows that one: what somebody set is
 * kept, and a warning never comes later than the failure.
 */
function inOrder(definition: CheckDefinition, values: Record<string, number>): Record<string, number> {
  for (const { id, atMost } of definition.thresholds) {
    if (atMost !== undefined && values[id] > values[atMost]) {
      values[id] = values[atMost];
    }
  }
  return values;
}

/** Everything that is wrong with stored settings, one sentence each. Unset values are fine. */
export function settingsProblems(stored: StoredSettings, definitions: CheckDefinition[]): SettingsProblem[] {
  const problems: SettingsProblem[] = [];
  const report = (path: string, message: string | undefined) => message && problems.push({ path, message });
  if (stored.schema !== undefined) {
    report(
      'schema',
      typeof stored.schema === 'string' ? schemaNameProblem(stored.schema) : 'The schema name must be text.'
    );
  }
  if (stored.timeZone !== undefined) {
    report('timeZone', timeZoneProblem(stored.timeZone));
  }
  if (stored.retentionDays !== undefined) {
    report('retentionDays', numberProblem(stored.retentionDays, { ...RETENTION_LIMITS, unit: 'days', integer: true }));
  }
  if (stored.expectedHours !== undefined) {
    problems.push(...expectedHoursProblems(stored.expectedHours));
  }
  problems.push(...contactProblems(stored.contacts));
  if (stored.thresholds !== undefined && !isRecord(stored.thresholds)) {
    report('thresholds', 'The thresholds must be an object by check.');
    return problems;
  }
  for (const definition of definitions) {
    problems.push(...thresholdProblems(definition, stored.thresholds?.[definition.id]));
  }
  return problems;
}

/** What is wrong with an IANA time zone name, as a sentence; undefined when it is one. */
export function timeZoneProblem(zone: unknown): string | undefined {
  // Offsets such as "+02:00" pass Intl in some engines and mean the opposite sign in PostgreSQL.
  if (typeof zone === 'string' && /^[A-Za-z]/.test(zone)) {
    try {
      new Intl.DateTimeFormat('en', { timeZone: zone });
      return undefined;
    } catch {
      // falls through to the sentence
    }
  }
  // Not every value can be turned into text: {"toString": null} comes through JSON like any other.
  const named = typeof zone === 'string' ? `"${zone}" is not a time zone.` : 'The time zone must be text.';
  return `${named} Use an IANA name such as UTC or Europe/Berlin.`;
}

function expectedHoursProblems(hours: unknown): SettingsProblem[] {
  if (!isRecord(hours)) {
    return [{ path: 'expectedHours', message: 'The expected hours must hold days, from, to and zone.' }];
  }
  const problems: SettingsProblem[] = [];
  const { days, from, to, zone } = hours;
  if (!Array.isArray(days) || days.length === 0 || days.some((day) => !Number.isInteger(day) || day < 1 || day > 7)) {
    problems.push({ path: 'expectedHours.days', message: 'Choose at least one day of the week.' });
  }
  if (typeof from !== 'string' || !TIME.test(from)) {
    problems.push({ path: 'expectedHours.from', message: 'Enter the time as HH:MM, from 00:00 to 23:59.' });
  }
  if (typeof to !== 'string' || !(TIME.test(to) || to === '24:00')) {
    problems.push({ path: 'expectedHours.to', message: 'Enter the time as HH:MM, from 00:00 to 24:00.' });
  }
  const zoneMessage = timeZoneProblem(zone);
  if (zoneMessage) {
    problems.push({ path: 'expectedHours.zone', message: zoneMessage });
  }
  return problems;
}

function thresholdProblems(definition: CheckDefinition, stored: unknown): SettingsProblem[] {
  if (stored === undefined) {
    return [];
  }
  const base = `thresholds.${definition.id}`;
  if (!isRecord(stored)) {
    return [{ path: base, message: `The thresholds of ${definition.title} must be an object.` }];
  }
  return definition.thresholds.flatMap((threshold): SettingsProblem[] => {
    const { id, atMost, unit } = threshold;
    const value = stored[id] ?? threshold.default;
    const path = `${base}.${id}`;
    const message = numberProblem(value, threshold);
    if (message) {
      return [{ path, message }];
    }
    const other = atMost === undefined ? undefined : definition.thresholds.find((candidate) => candidate.id === atMost);
    const limit = other && (stored[other.id] ?? other.default);
    return other && typeof limit === 'number' && (value as number) > limit
      ? [{ path, message: `This must not exceed "${other.label}" (${withUnit(limit, unit)}).` }]
      : [];
  });
}

interface Limits {
  min: number;
  max: number;
  unit: Unit;
  integer?: boolean;
}

/** The limits are named in the unit that people enter, not in the stored one. */
function numberProblem(value: unknown, { min, max, unit, integer = false }: Limits): string | undefined {
  if (
    typeof value !== 'number' ||
    !Number.isFinite(value) ||
    value < min ||
    value > max ||
    (integer && !Number.isInteger(value))
  ) {
    // Limits of sizes are round in bytes, not in gigabytes; rounded up, the smallest value named is a valid one.
    const from = Math.ceil(Number(toInput(min, unit)) * 1000) / 1000;
    return `Enter a ${integer && unit !== 'bytes' ? 'whole ' : ''}number from ${from} to ${withUnit(max, unit)}.`;
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
