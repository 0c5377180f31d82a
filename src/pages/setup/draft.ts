/**
 * What the form holds while somebody edits: text as typed, in the units that people use. Pure, so that what a save would
 * write can be tested without a page.
 */
import { CONTACTS } from '@devdiag/catalog/contacts';
import type { CheckDefinition, ExpectedHours, ThresholdDefinition } from '@devdiag/catalog/types';
import { changeBetween, type SettingsChange } from '@devdiag/engine/settings/change';
import {
  ALWAYS,
  DEFAULTS,
  settingsProblems,
  type SettingsProblem,
  type StoredSettings,
} from '@devdiag/engine/settings/settings';
import { fromInput, toInput } from '@devdiag/engine/settings/units';

export interface Draft {
  datasourceUid: string;
  schema: string;
  timeZone: string;
  retentionDays: string;
  always: boolean;
  days: number[];
  from: string;
  to: string;
  hoursZone: string;
  /** By check id, then threshold id. */
  thresholds: Record<string, Record<string, string>>;
  /** By contact id. */
  contacts: Record<string, string>;
}

/** Hours that are offered when somebody leaves "always": a working week. */
const WORKING_WEEK = { days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' };

/** The form for stored settings: what is in force, or the stored text itself where it is invalid. */
export function draftOf(stored: StoredSettings, definitions: CheckDefinition[]): Draft {
  const zone = textOf(stored.timeZone, DEFAULTS.timeZone);
  const hours = hoursOf(stored.expectedHours);
  const always = stored.expectedHours === undefined || isAlways(hours);
  const shown = always ? WORKING_WEEK : hours;
  return {
    datasourceUid: textOf(stored.datasourceUid, ''),
    schema: textOf(stored.schema, DEFAULTS.schema),
    timeZone: zone,
    retentionDays: textOf(stored.retentionDays, String(DEFAULTS.retentionDays)),
    always,
    days: Array.isArray(shown.days) ? shown.days : [],
    from: textOf(shown.from, ''),
    to: textOf(shown.to, ''),
    hoursZone: textOf(hours.zone, zone),
    thresholds: Object.fromEntries(
      definitions.map(({ id, thresholds }) => [
        id,
        Object.fromEntries(thresholds.map((threshold) => [threshold.id, thresholdText(stored, id, threshold)])),
      ])
    ),
    contacts: Object.fromEntries(CONTACTS.map(({ id }) => [id, textOf(stored.contacts?.[id], '')])),
  };
}

/**
 * The smallest change that makes the stored settings say what the form says. Fields that nobody touched are not in it,
 * and a value put back to its default is removed, so that it follows the default of later versions.
 */
export function changeOf(draft: Draft, stored: StoredSettings, definitions: CheckDefinition[]): SettingsChange {
  return changeBetween(knownPart(stored, definitions), { ...wantedOf(draft, stored, definitions) });
}

/** What is wrong with the form, one sentence for each field, by the paths of the stored settings. */
export function problemsOf(draft: Draft, stored: StoredSettings, definitions: CheckDefinition[]): SettingsProblem[] {
  return settingsProblems(wantedOf(draft, stored, definitions), definitions);
}

function wantedOf(draft: Draft, stored: StoredSettings, definitions: CheckDefinition[]): StoredSettings {
  const shown = draftOf(stored, definitions);
  const take = <T>(now: unknown, before: unknown, kept: T | undefined, value: T, byDefault?: T): T | undefined =>
    now === before ? kept : value === byDefault ? undefined : value;
  const { datasourceUid, schema, timeZone, retentionDays } = draft;
  const retention = fromInput(retentionDays, 'days');
  const thresholds = definitions.map(({ id, thresholds: list }): [string, Record<string, number>] => [
    id,
    withoutUndefined(
      Object.fromEntries(
        list.map((threshold) => {
          const text = draft.thresholds[id][threshold.id];
          const kept = stored.thresholds?.[id]?.[threshold.id];
          const value = fromInput(text, threshold.unit);
          return [threshold.id, take(text, shown.thresholds[id][threshold.id], kept, value, threshold.default)];
        })
      )
    ),
  ]);
  const given = thresholds.filter(([, values]) => Object.keys(values).length > 0);
  return withoutUndefined({
    datasourceUid: take(datasourceUid, shown.datasourceUid, stored.datasourceUid, datasourceUid, ''),
    schema: take(schema, shown.schema, stored.schema, schema.trim(), DEFAULTS.schema),
    timeZone: take(timeZone, shown.timeZone, stored.timeZone, timeZone, DEFAULTS.timeZone),
    retentionDays: take(retentionDays, shown.retentionDays, stored.retentionDays, retention, DEFAULTS.retentionDays),
    expectedHours: sameHours(draft, shown) ? stored.expectedHours : hoursFrom(draft),
    thresholds: given.length > 0 ? Object.fromEntries(given) : undefined,
    contacts: someOf(
      CONTACTS.map(({ id }) => [
        id,
        take(draft.contacts[id], shown.contacts[id], stored.contacts?.[id], draft.contacts[id].trim(), ''),
      ])
    ),
  });
}

/** The stored settings without what this form doesn't edit. */
function knownPart(stored: StoredSettings, definitions: CheckDefinition[]): SettingsChange {
  const { datasourceUid, schema, timeZone, retentionDays, expectedHours } = stored;
  const thresholds = definitions.flatMap(({ id, thresholds: list }): Array<[string, Record<string, number>]> => {
    const values = withoutUndefined(
      Object.fromEntries(list.map((each) => [each.id, stored.thresholds?.[id]?.[each.id]]))
    );
    return Object.keys(values).length > 0 ? [[id, values]] : [];
  });
  return withoutUndefined({
    datasourceUid,
    schema,
    timeZone,
    retentionDays,
    expectedHours,
    thresholds: thresholds.length > 0 ? Object.fromEntries(thresholds) : undefined,
    contacts: someOf(CONTACTS.map(({ id }) => [id, stored.contacts?.[id]])),
  });
}

/** An object of what is set; undefined when nothing is. */
function someOf<T>(entries: Array<[string, T | undefined]>): Record<string, T> | undefined {
  const set = entries.filter((entry): entry is [string, T] => entry[1] !== undefined);
  return set.length > 0 ? Object.fromEntries(set) : undefined;
}

function hoursFrom({ always, days, from, to, hoursZone }: Draft): ExpectedHours | undefined {
  return always ? undefined : { days: [...days].sort(), from: from.trim(), to: to.trim(), zone: hoursZone };
}

function sameHours(one: Draft, other: Draft): boolean {
  const keys = ['from', 'to', 'hoursZone'] as const;
  const sameDays = [...one.days].sort().join() === [...other.days].sort().join();
  return one.always === other.always && (one.always || (sameDays && keys.every((key) => one[key] === other[key])));
}

function hoursOf(stored: unknown): Partial<ExpectedHours> {
  return typeof stored === 'object' && stored !== null ? stored : {};
}

function isAlways({ days, from, to }: Partial<ExpectedHours>): boolean {
  return (
    from === ALWAYS.from && to === ALWAYS.to && Array.isArray(days) && ALWAYS.days.every((day) => days.includes(day))
  );
}

function thresholdText(
  stored: StoredSettings,
  checkId: string,
  { id, unit, default: byDefault }: ThresholdDefinition
): string {
  const value: unknown = stored.thresholds?.[checkId]?.[id];
  return typeof value === 'number' ? toInput(value, unit) : textOf(value, toInput(byDefault, unit));
}

function textOf(value: unknown, fallback: string): string {
  return value === undefined || value === null ? fallback : typeof value === 'string' ? value : JSON.stringify(value);
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
