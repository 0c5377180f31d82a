import { evidenceReducer, NOTHING, type Answered, type EvidenceState } from './evidence';

const answer = (asOf: number): Answered => ({
  result: { ok: true, answer: { columns: [], rows: [], more: false, tookMs: 1 } },
  asOf,
  answeredAt: asOf,
});
const asked = (state: EvidenceState, request: number, ...ids: string[]) =>
  evidenceReducer(state, { type: 'asked', ids, request, since: request });

describe('the answers on a page', () => {
  const empty: EvidenceState = new Map();

  it('one request answers all its queries', () => {
    const state = evidenceReducer(asked(empty, 1, 'a', 'b'), {
      type: 'answered',
      request: 1,
      answers: new Map([
        ['a', answer(1)],
        ['b', answer(1)],
      ]),
    });
    expect([...state.values()].map(({ running, answered }) => [running, answered?.asOf])).toEqual([
      [null, 1],
      [null, 1],
    ]);
  });

  it('a slow old answer never replaces a newer one', () => {
    const state = asked(asked(empty, 1, 'a'), 2, 'a');
    const late = evidenceReducer(state, { type: 'answered', request: 1, answers: new Map([['a', answer(1)]]) });
    expect(late.get('a')).toEqual({ ...NOTHING, running: { request: 2, since: 2 } });
  });

  it('running again keeps the old answer in sight; stopping brings it back', () => {
    const first = evidenceReducer(asked(empty, 1, 'a'), {
      type: 'answered',
      request: 1,
      answers: new Map([['a', answer(1)]]),
    });
    const stopped = evidenceReducer(asked(first, 2, 'a'), { type: 'cancelled', request: 2 });
    expect(stopped.get('a')).toEqual({ running: null, answered: answer(1), cancelled: true });
    expect(asked(stopped, 3, 'a').get('a')?.cancelled).toBe(false);
  });

  it('asking about something else forgets everything', () => {
    expect(evidenceReducer(asked(empty, 1, 'a'), { type: 'reset' }).size).toBe(0);
  });
});
