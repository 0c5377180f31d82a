import { act, renderHook } from '@testing-library/react';
import { useStepProgress } from './useStepProgress';

const storage = new Map<string, string>();
const fails = { read: false, write: false };

jest.mock('@grafana/runtime', () => ({
  usePluginUserStorage: () => ({
    getItem: async (key: string) => {
      if (fails.read) {
        throw new Error('unread');
      }
      return storage.get(key);
    },
    setItem: async (key: string, value: string) => {
      if (fails.write) {
        throw new Error('full');
      }
      storage.set(key, value);
    },
  }),
}));

const KEY = 'runbook-steps:stale-data';
const stored = () => Object.keys(JSON.parse(storage.get(KEY) ?? '{}') as object);

async function open() {
  const { result } = renderHook(() => useStepProgress('stale-data'));
  await act(async () => undefined);
  return result;
}

beforeEach(() => {
  storage.clear();
  Object.assign(fails, { read: false, write: false });
});

describe('ticked steps of a person', () => {
  it('that could not be read are not written over', async () => {
    storage.set(KEY, '{"a":"2026-03-18T12:00:00.000Z"}');
    fails.read = true;
    const result = await open();
    expect(result.current).toMatchObject({ progress: {}, loading: false, unsaved: true });
    await act(async () => result.current.setStep('b', true));
    expect(result.current.unsaved).toBe(true);
    expect(Object.keys(result.current.progress)).toEqual(['b']);
    expect(stored()).toEqual(['a']);
    fails.read = false;
    await act(async () => result.current.setStep('c', true));
    expect(stored()).toEqual(['a', 'b', 'c']);
    expect(Object.keys(result.current.progress)).toEqual(['a', 'b', 'c']);
    expect(result.current.unsaved).toBe(false);
  });

  it('are all there when several are ticked at once', async () => {
    const result = await open();
    await act(async () => {
      result.current.setStep('a', true);
      result.current.setStep('b', true);
      result.current.setStep('a', false);
    });
    expect(stored()).toEqual(['b']);
    await act(async () => result.current.startOver?.());
    expect(stored()).toEqual([]);
    expect(result.current.progress).toEqual({});
  });

  it('that could not be kept last until the page is left, and are kept with the next one', async () => {
    const result = await open();
    fails.write = true;
    await act(async () => result.current.setStep('a', true));
    expect(result.current.unsaved).toBe(true);
    expect(Object.keys(result.current.progress)).toEqual(['a']);
    fails.write = false;
    await act(async () => result.current.setStep('b', true));
    expect(stored()).toEqual(['a', 'b']);
  });
});
