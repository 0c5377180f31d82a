import { renderHook } from '@testing-library/react';
import { useAutoRefresh } from './useAutoRefresh';

const hide = (hidden: boolean) => {
  jest.spyOn(document, 'hidden', 'get').mockReturnValue(hidden);
  document.dispatchEvent(new Event('visibilitychange'));
};
const start = (intervalMs: number | null, busy = false) => {
  const onRefresh = jest.fn();
  const hook = renderHook((props) => useAutoRefresh(props), { initialProps: { intervalMs, busy, onRefresh } });
  return {
    onRefresh,
    set: (next: { intervalMs: number | null; busy: boolean }) => hook.rerender({ ...next, onRefresh }),
  };
};

beforeEach(() => {
  jest.useFakeTimers();
  hide(false);
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

describe('auto-refresh', () => {
  it('asks once an interval', () => {
    const { onRefresh } = start(30_000);
    jest.advanceTimersByTime(29_000);
    expect(onRefresh).not.toHaveBeenCalled();
    jest.advanceTimersByTime(61_000);
    expect(onRefresh).toHaveBeenCalledTimes(3);
  });

  it('is off without an interval', () => {
    const { onRefresh, set } = start(null);
    jest.advanceTimersByTime(600_000);
    set({ intervalMs: 30_000, busy: false });
    set({ intervalMs: null, busy: false });
    jest.advanceTimersByTime(600_000);
    expect(onRefresh).not.toHaveBeenCalled();
  });

  it('rests while the tab is hidden and catches up once when it is seen again', () => {
    const { onRefresh } = start(30_000);
    hide(true);
    jest.advanceTimersByTime(300_000);
    expect(onRefresh).not.toHaveBeenCalled();
    hide(false);
    expect(onRefresh).toHaveBeenCalledTimes(1);
  });

  it('does not ask at once for a tab that was hidden only for a moment', () => {
    const { onRefresh } = start(30_000);
    hide(true);
    jest.advanceTimersByTime(5_000);
    hide(false);
    expect(onRefresh).not.toHaveBeenCalled();
  });

  it('waits for a running request instead of throwing its answer away', () => {
    const { onRefresh, set } = start(30_000, true);
    jest.advanceTimersByTime(90_000);
    expect(onRefresh).not.toHaveBeenCalled();
    set({ intervalMs: 30_000, busy: false });
    jest.advanceTimersByTime(1_000);
    expect(onRefresh).toHaveBeenCalledTimes(1);
  });
});
