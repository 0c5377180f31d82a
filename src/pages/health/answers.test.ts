import { answersReducer, NOTHING_ASKED, type AnswersAction, type AnswersState, type Asked } from './answers';

const asked = (id: number, key = 'now'): AnswersAction => ({
  type: 'asked',
  asked: { id, key, startedAt: id, question: {} as Asked['question'] },
});
const answered = (id: number): AnswersAction => ({ type: 'answered', id, answers: new Map(), measuredAt: 100 + id });
const after = (...actions: AnswersAction[]): AnswersState => actions.reduce(answersReducer, NOTHING_ASKED);

describe('which answer is on the page', () => {
  it('is the answer to the running request', () => {
    expect(after(asked(1), answered(1))).toMatchObject({ running: null, answered: { id: 1, measuredAt: 101 } });
  });

  it('is never an answer to an older request, however late it comes', () => {
    expect(after(asked(1), asked(2), answered(1)).answered).toBeNull();
    expect(after(asked(1), asked(2), answered(2), answered(1)).answered).toMatchObject({ id: 2 });
    expect(after(asked(1), asked(2), answered(1)).running).toMatchObject({ id: 2 });
  });

  it('is not taken back to an older request that is announced late', () => {
    expect(after(asked(2), asked(1)).running).toMatchObject({ id: 2 });
  });

  it('stays while the same thing is asked again', () => {
    expect(after(asked(1), answered(1), asked(2))).toMatchObject({ running: { id: 2 }, answered: { id: 1 } });
  });

  it('goes as soon as something else is asked', () => {
    expect(after(asked(1), answered(1), asked(2, 'tenant acme')).answered).toBeNull();
  });

  it('stays when the refresh is cancelled, and the cancelled answer is not taken', () => {
    const state = after(asked(1), answered(1), asked(2), { type: 'cancelled', id: 2 }, answered(2));
    expect(state).toMatchObject({ running: null, cancelled: true, answered: { id: 1 } });
  });

  it('is not touched by cancelling a request that is over', () => {
    expect(after(asked(1), answered(1), { type: 'cancelled', id: 1 }).cancelled).toBe(false);
  });

  it('is not cancelled any more once asked again', () => {
    expect(after(asked(1), { type: 'cancelled', id: 1 }, asked(2)).cancelled).toBe(false);
  });
});
