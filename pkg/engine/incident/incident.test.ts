import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  annotationOf,
  eventOf,
  INCIDENT_TAG,
  incidentTag,
  isIncidentId,
  MILESTONE_TAG,
  newIncidentId,
} from './annotation.ts';
import type { IncidentEvent, KeptResult, LoggedEvent } from './event.ts';
import { incidentList, incidentOf, keptResults, stepKey } from './incident.ts';

const ID = '20260317-k3x9qa';
const STARTED: IncidentEvent = {
  kind: 'started',
  title: 'No runs',
  page: 'stale-data',
  alert: 'runs-stalled',
  labels: { tenant: 'acme' },
};

let next = 0;
const logged = (event: IncidentEvent, at: number, author = 'ada'): LoggedEvent => ({
  id: String(++next),
  at,
  author,
  shared: true,
  event,
});
const step = (id: string, done: boolean): IncidentEvent => ({ kind: 'step', page: 'p', step: id, text: id, done });

/** As Grafana answers: what was sent, with id, time and author. */
const stored = (event: IncidentEvent, extra: object = {}, incidentId = ID) => ({
  ...annotationOf(incidentId, event),
  id: ++next,
  time: 1000 + next,
  timeEnd: 1000 + next,
  login: 'ada',
  ...extra,
});

const texts = fc.string({ unit: 'grapheme', maxLength: 60 });
const cells = fc.oneof(texts, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null));
const results = fc.tuple(fc.array(texts, { minLength: 1, maxLength: 4 }), fc.nat({ max: 5 })).chain(([columns, rows]) =>
  fc.record({
    kind: fc.constant('result' as const),
    page: texts,
    query: texts,
    title: texts,
    asOf: fc.integer(),
    sql: texts,
    columns: fc.constant(columns),
    rows: fc.array(fc.array(cells, { minLength: columns.length, maxLength: columns.length }), {
      minLength: rows,
      maxLength: rows,
    }),
    more: fc.boolean(),
  })
);
const events: fc.Arbitrary<IncidentEvent> = fc.oneof(
  fc.record({
    kind: fc.constant('started' as const),
    title: texts,
    page: texts,
    alert: fc.option(texts),
    labels: fc.dictionary(texts, texts, { noNullPrototype: true }),
  }),
  fc.constant<IncidentEvent>({ kind: 'joined' }),
  fc.constant<IncidentEvent>({ kind: 'reopened' }),
  fc.record({ kind: fc.constant('step' as const), page: texts, step: texts, text: texts, done: fc.boolean() }),
  fc.record({ kind: fc.constant('note' as const), text: texts }),
  fc.record({ kind: fc.constant('closed' as const), summary: texts }),
  results
);

describe('an event as an annotation', () => {
  it('comes back as it was, through JSON, for any event', () => {
    fc.assert(
      fc.property(events, (event) => {
        const sent = JSON.parse(JSON.stringify(stored(event))) as object;
        expect(eventOf(sent)).toEqual({
          incidentId: ID,
          logged: expect.objectContaining({
            author: 'ada',
            shared: true,
            event: JSON.parse(JSON.stringify(event)),
          }) as unknown,
        });
      })
    );
  });

  it('always has a text, which Grafana asks for', () => {
    fc.assert(
      fc.property(events, (event) => {
        expect(annotationOf(ID, event).text).not.toBe('');
      })
    );
  });

  it('is tagged, so that one incident can be read and all can be listed', () => {
    expect(annotationOf(ID, STARTED).tags).toEqual([INCIDENT_TAG, incidentTag(ID), MILESTONE_TAG]);
    expect(annotationOf(ID, { kind: 'joined' }).tags).toEqual([INCIDENT_TAG, incidentTag(ID)]);
    // Grafana keeps at most 500 characters of tags, and parts one at a colon.
    expect(annotationOf(ID, STARTED).tags.join().length).toBeLessThan(500);
    expect(annotationOf(ID, STARTED).tags.join()).not.toContain(':');
  });

  it('fits into 64 kB, however much a query answered, and says what it leaves out', () => {
    const result: KeptResult = {
      kind: 'result',
      page: 'p',
      query: 'q',
      title: 't',
      asOf: 0,
      sql: 'select 1 '.repeat(5000),
      columns: ['a', 'b'],
      rows: Array.from({ length: 500 }, (_, row) => [row, '€'.repeat(10_000)]),
      more: false,
    };
    const { data } = annotationOf(ID, result);
    expect(new TextEncoder().encode(JSON.stringify(data)).length).toBeLessThan(64_000);
    const kept = data.event as KeptResult;
    expect(kept.more).toBe(true);
    expect(kept.rows.length).toBeGreaterThan(10);
    expect(kept.rows[0]).toEqual([0, `${'€'.repeat(499)}…`]);
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'x'],
    ['without data', stored(STARTED, { data: {} })],
    ['of another version', stored(STARTED, { data: { incident: ID, version: 2, event: STARTED } })],
    ['with the tag of another incident', stored(STARTED, { tags: [INCIDENT_TAG, incidentTag('20260101-aaaaaa')] })],
    ['with an event that is none', stored(STARTED, { data: { incident: ID, version: 1, event: { kind: 'party' } } })],
    [
      'with rows of another width',
      stored({
        ...(STARTED as object),
        kind: 'result',
        page: 'p',
        query: 'q',
        title: 't',
        asOf: 0,
        sql: 's',
        columns: ['a'],
        rows: [[1, 2]],
        more: false,
      } as IncidentEvent),
    ],
    ['with an id that could be an address', stored(STARTED, {}, '../x')],
  ])('is not read from an annotation %s', (_, annotation) => {
    expect(eventOf(annotation)).toBeNull();
  });
});

describe('ids of incidents', () => {
  it('tell the day and fit into addresses and tags', () => {
    const id = newIncidentId(Date.UTC(2026, 2, 17, 23, 59), [20, 3, 33, 9, 26, 10]);
    expect(id).toBe('20260317-k3x9qa');
    expect(isIncidentId(id)).toBe(true);
    expect(isIncidentId('20260317-K3X9QA')).toBe(false);
  });
});

describe('a log', () => {
  it('tells who, since when, and which steps are done', () => {
    const incident = incidentOf(ID, [
      logged(STARTED, 10),
      logged({ kind: 'joined' }, 20, 'bob'),
      logged(step('one', true), 30),
      logged(step('two', true), 31, 'bob'),
      logged(step('one', false), 40, 'bob'),
    ])!;
    expect(incident).toMatchObject({
      title: 'No runs',
      startedAt: 10,
      startedBy: 'ada',
      closed: null,
      people: ['ada', 'bob'],
    });
    expect(incident.steps.get(stepKey('p', 'one'))).toMatchObject({ done: false, by: 'bob', at: 40 });
    expect(incident.steps.get(stepKey('p', 'two'))).toMatchObject({ done: true, by: 'bob' });
  });

  it('tells the same in any order and when events come twice', () => {
    const order = [
      logged(STARTED, 10),
      logged(step('one', true), 20),
      logged(step('one', false), 20),
      logged({ kind: 'closed', summary: 's' }, 30),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray([...order, ...order], { minLength: 8 }), (mixed) => {
        expect(incidentOf(ID, mixed)).toEqual(incidentOf(ID, order));
      })
    );
  });

  it('can be closed, opened again and closed', () => {
    const events = [logged(STARTED, 10), logged({ kind: 'closed', summary: 'mended' }, 20)];
    expect(incidentOf(ID, events)!.closed).toEqual({ at: 20, by: 'ada', summary: 'mended' });
    events.push(logged({ kind: 'reopened' }, 30));
    expect(incidentOf(ID, events)!.closed).toBeNull();
    events.push(logged({ kind: 'closed', summary: 'really' }, 40, 'bob'));
    expect(incidentOf(ID, events)!.closed).toEqual({ at: 40, by: 'bob', summary: 'really' });
  });

  it('without a beginning is none', () => {
    expect(incidentOf(ID, [logged({ kind: 'joined' }, 1)])).toBeNull();
  });

  it('gives kept results in order', () => {
    const kept = (title: string): KeptResult => ({
      kind: 'result',
      page: 'p',
      query: 'q',
      title,
      asOf: 0,
      sql: '',
      columns: [],
      rows: [],
      more: false,
    });
    const incident = incidentOf(ID, [logged(kept('second'), 30), logged(STARTED, 1), logged(kept('first'), 20)])!;
    expect(keptResults(incident).map(({ event }) => event.title)).toEqual(['first', 'second']);
  });
});

describe('the list of incidents', () => {
  it('has open ones first, then the newest, and leaves out what is none', () => {
    const other = '20260316-aaaaaa';
    const third = '20260318-bbbbbb';
    const list = incidentList([
      stored(STARTED, { time: 300 }, ID),
      stored({ kind: 'closed', summary: '' }, { time: 400 }, ID),
      stored(STARTED, { time: 100 }, other),
      stored(STARTED, { time: 200 }, third),
      stored({ kind: 'closed', summary: '' }, { time: 250 }, third),
      { id: 1, time: 1, tags: ['else'] },
    ]);
    expect(list.map(({ id, closed }) => [id, closed !== null])).toEqual([
      [other, false],
      [ID, true],
      [third, true],
    ]);
  });
});
