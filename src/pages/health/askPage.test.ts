import { NEVER, of, Subject, type Observable } from 'rxjs';
import type { HealthQuestion, QueryAnswer } from '@devdiag/engine/report/evaluate';
import { askPage } from './askPage';

type Answers = ReadonlyMap<string, QueryAnswer>;
const mockDatabase = jest.fn<Observable<Answers>, unknown[]>();
const mockGrafana = jest.fn<Promise<Answers>, unknown[]>();
jest.mock('../../grafana/askHealth', () => ({ askHealth: (...args: unknown[]) => mockDatabase(...args) }));
jest.mock('../../grafana/transport', () => ({ grafanaTransport: {} }));
jest.mock('@devdiag/installer/watch/askGrafana', () => ({
  askGrafanaChecks: (...args: unknown[]) => mockGrafana(...args),
}));

const NOW = { asOf: 0, isNow: true, tenant: null, settings: {} } as unknown as HealthQuestion;
const answer: QueryAnswer = { ok: true, rows: [], tookMs: 1 };
const queries: Answers = new Map([['stale-data', answer]]);
const observed: Answers = new Map([['alert-rules', { ...answer, from: 'grafana' }]]);

/** What was emitted so far; a subscription to end. */
function ask(question = NOW) {
  const emitted: Answers[] = [];
  return { emitted, subscription: askPage('pg', question).subscribe((one) => emitted.push(one)) };
}

beforeEach(() => {
  jest.useFakeTimers();
  mockDatabase.mockReset().mockReturnValue(of(queries));
  mockGrafana.mockReset().mockResolvedValue(observed);
});
afterEach(() => jest.useRealTimers());

describe('what Health asks', () => {
  it('is the database once and Grafana once, answered together', async () => {
    const { emitted } = ask();
    await jest.advanceTimersByTimeAsync(0);
    expect(emitted).toEqual([new Map([...queries, ...observed])]);
    expect(mockDatabase).toHaveBeenCalledTimes(1);
    expect(mockGrafana).toHaveBeenCalledTimes(1);
  });

  it('begins with both at once', async () => {
    mockDatabase.mockReturnValue(NEVER);
    ask();
    await jest.advanceTimersByTimeAsync(0);
    expect(mockGrafana).toHaveBeenCalledTimes(1);
  });

  it('does not wait for a Grafana that does not answer', async () => {
    mockGrafana.mockReturnValue(new Promise(() => undefined));
    const { emitted } = ask();
    await jest.advanceTimersByTimeAsync(2_900);
    expect(emitted).toEqual([]);
    await jest.advanceTimersByTimeAsync(200);
    expect(emitted[0].get('stale-data')).toBe(answer);
    expect(emitted[0].get('alert-rules')).toMatchObject({ ok: false, from: 'grafana', error: { kind: 'timeout' } });
  });

  it('waits for the database as long as that takes', async () => {
    const database = new Subject<Answers>();
    mockDatabase.mockReturnValue(database);
    const { emitted } = ask();
    await jest.advanceTimersByTimeAsync(50_000);
    expect(emitted).toEqual([]);
    database.next(queries);
    database.complete();
    await jest.advanceTimersByTimeAsync(0);
    expect(emitted).toEqual([new Map([...queries, ...observed])]);
  });

  it('leaves the database’s answers alone when looking at Grafana breaks', async () => {
    mockGrafana.mockRejectedValue(new Error('chunk is gone'));
    const { emitted } = ask();
    await jest.advanceTimersByTimeAsync(0);
    expect(emitted[0].get('stale-data')).toBe(answer);
    expect(emitted[0].get('alert-rules')).toMatchObject({ ok: false, error: { message: 'chunk is gone' } });
  });

  it('is the database alone for a past instant: rules have no history', async () => {
    const { emitted } = ask({ ...NOW, isNow: false });
    await jest.advanceTimersByTimeAsync(0);
    expect(emitted).toEqual([queries]);
    expect(mockGrafana).not.toHaveBeenCalled();
  });

  it('ends when nobody wants it any more', () => {
    const database = new Subject<Answers>();
    mockDatabase.mockReturnValue(database);
    const { subscription } = ask();
    expect(database.observed).toBe(true);
    subscription.unsubscribe();
    expect(database.observed).toBe(false);
  });
});
