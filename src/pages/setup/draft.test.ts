import type { CheckDefinition } from '@devdiag/catalog/types';
import { applyChange } from '@devdiag/engine/settings/change';
import type { StoredSettings } from '@devdiag/engine/settings/settings';
import { changeOf, draftOf, problemsOf, type Draft } from './draft';

const GB = 1024 ** 3;
const definition = (id: string, thresholds: CheckDefinition['thresholds']) =>
  ({ id, title: id, description: '', thresholds }) as unknown as CheckDefinition;
const DEFINITIONS = [
  definition('top-problem', [
    { id: 'warn', label: 'Warn above', description: '', unit: 'share', default: 0.2, min: 0.01, max: 1 },
  ]),
  definition('size', [
    {
      id: 'warn',
      label: 'Warn',
      description: '',
      unit: 'bytes',
      default: 5 * GB,
      min: GB,
      max: 1000 * GB,
      atMost: 'fail',
    },
    { id: 'fail', label: 'Fail', description: '', unit: 'bytes', default: 10 * GB, min: GB, max: 1000 * GB },
  ]),
];
const edited = (stored: StoredSettings, change: Partial<Draft>) => ({ ...draftOf(stored, DEFINITIONS), ...change });
const change = (stored: StoredSettings, part: Partial<Draft>) => changeOf(edited(stored, part), stored, DEFINITIONS);
const problems = (stored: StoredSettings, part: Partial<Draft>) =>
  problemsOf(edited(stored, part), stored, DEFINITIONS);

describe('the form over stored settings', () => {
  it('shows what is in force in the units that people use', () => {
    const draft = draftOf({ thresholds: { size: { warn: 7 * GB } } }, DEFINITIONS);
    expect(draft).toMatchObject({ schema: 'devdiag', timeZone: 'UTC', retentionDays: '180', always: true });
    expect(draft.thresholds).toEqual({ 'top-problem': { warn: '20' }, size: { warn: '7', fail: '10' } });
  });

  it.each<StoredSettings>([
    {},
    { datasourceUid: 'pg', schema: 'ops', timeZone: 'Asia/Tokyo', retentionDays: 90 },
    { expectedHours: { days: [1, 2], from: '22:00', to: '06:00', zone: 'UTC' } },
    { expectedHours: { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00', zone: 'UTC' } },
    { thresholds: { size: { warn: 5_000_000_001 }, 'top-problem': { warn: 0.123456789 }, gone: { x: 1 } } },
    { retentionDays: 'many' as unknown as number, thresholds: 'odd' as unknown as StoredSettings['thresholds'] },
  ])('changes nothing of %j that nobody touched', (stored) => expect(change(stored, {})).toEqual({}));

  it('stores in the unit of the definition', () => {
    const thresholds = { 'top-problem': { warn: '12.5' }, size: { warn: '6', fail: '10' } };
    expect(change({}, { thresholds })).toEqual({
      thresholds: { 'top-problem': { warn: 0.125 }, size: { warn: 6 * GB } },
    });
  });

  it('removes what is put back to its default, and keeps foreign keys', () => {
    const stored = { other: 1, schema: 'ops', thresholds: { size: { warn: 6 * GB }, gone: { x: 1 } } };
    const back = change(stored, { schema: 'devdiag', thresholds: draftOf({}, DEFINITIONS).thresholds });
    expect(applyChange(stored, back)).toEqual({ other: 1, thresholds: { gone: { x: 1 } } });
  });

  it('keeps contacts that were entered, and removes those that were emptied', () => {
    const contacts = { ...draftOf({}, DEFINITIONS).contacts, database: ' #dba ' };
    expect(change({}, { contacts })).toEqual({ contacts: { database: '#dba' } });
    const stored = { contacts: { database: '#dba', elsewhere: 'kept' } };
    expect(draftOf(stored, DEFINITIONS).contacts.database).toBe('#dba');
    const emptied = change(stored, { contacts: { ...contacts, database: '' } });
    expect(applyChange(stored, emptied)).toEqual({ contacts: { elsewhere: 'kept' } });
    expect(problems({}, { contacts: { ...contacts, pager: 'x'.repeat(201) } })[0].path).toBe('contacts.pager');
  });

  it('goes from always to certain hours and back', () => {
    const hours = { days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00', zone: 'UTC' };
    expect(change({}, { always: false })).toEqual({ expectedHours: hours });
    expect(applyChange({ expectedHours: hours }, change({ expectedHours: hours }, { always: true }))).toEqual({});
  });

  it.each<[Partial<Draft>, string]>([
    [{ schema: 'a"b' }, 'schema'],
    [{ schema: '' }, 'schema'],
    [{ timeZone: 'Nowhere/Land' }, 'timeZone'],
    [{ retentionDays: 'soon' }, 'retentionDays'],
    [{ retentionDays: '' }, 'retentionDays'],
    [{ always: false, days: [] }, 'expectedHours.days'],
    [{ always: false, from: '8 am' }, 'expectedHours.from'],
    [
      { thresholds: { 'top-problem': { warn: '0.2 %' }, size: { warn: '5', fail: '10' } } },
      'thresholds.top-problem.warn',
    ],
    [
      { thresholds: { 'top-problem': { warn: '120' }, size: { warn: '5', fail: '10' } } },
      'thresholds.top-problem.warn',
    ],
    [{ thresholds: { 'top-problem': { warn: '20' }, size: { warn: '11', fail: '10' } } }, 'thresholds.size.warn'],
  ])('refuses %j at its own field', (part, path) => {
    const found = problems({}, part);
    expect(found.map((problem) => problem.path)).toEqual([path]);
    expect(found[0].message).toMatch(/\.$/);
  });

  it('shows a stored value that is invalid instead of hiding it', () => {
    const stored = { retentionDays: 'many' as unknown as number };
    expect(draftOf(stored, DEFINITIONS).retentionDays).toBe('many');
    expect(problems(stored, {})).toHaveLength(1);
  });
});
