import { act, renderHook } from '@testing-library/react';
import type { FullPlan } from '@devdiag/installer/plan/plan';
import { TestGrafana } from './testing/grafana';
import { useApply } from './useApply';

const loaded: string[] = [];
jest.mock('./Outcome', () => {
  loaded.push('Outcome');
  return {};
});

it('has loaded what shows how it ended before anything is sent: Grafana may be gone afterwards', async () => {
  const grafana = new TestGrafana();
  const before: string[][] = [];
  grafana.fault = () => {
    before.push([...loaded]);
    return 'no answer';
  };
  const { result } = renderHook(() => useApply(grafana));
  const request = { method: 'POST', path: '/api/folders', body: { uid: 'f', title: 'F' } } as const;
  const item = { key: 'folder/f', kind: 'folder', uid: 'f', title: 'F', action: 'create', changes: [] };
  const plan = { version: '1.0.0', installed: null, pending: 1, obstacles: [] };
  await act(async () => {
    await result.current.run({ ...plan, items: [{ ...item, requests: [request] }] } as unknown as FullPlan, false);
  });
  expect(before.length).toBeGreaterThan(0);
  expect(before[0]).toEqual(['Outcome']);
});
