import { labelledPoints, linePath, roundUp, valueAxis } from './plotScale';

describe('scale of a plot', () => {
  it.each([
    [0, 1],
    [NaN, 1],
    [-5, 1],
    [1, 1],
    [1.01, 2],
    [232, 250],
    [5001, 10_000],
    [0.037, 0.05],
    [0.3, 0.5],
  ])('rounds %s up to %s', (value, top) => expect(roundUp(value)).toBeCloseTo(top, 10));

  it('holds the threshold unless that would flatten what was measured', () => {
    expect(valueAxis([40, 90], 200)).toEqual({ max: 200, showThreshold: true });
    expect(valueAxis([40, 90], 5000)).toEqual({ max: 100, showThreshold: false });
    expect(valueAxis([0, 0], 36)).toEqual({ max: 50, showThreshold: true });
    expect(valueAxis([110 * 1024], null, true).max).toBe(200 * 1024);
    expect(valueAxis([], null)).toEqual({ max: 1, showThreshold: false });
  });

  it('leaves a gap where nothing was measured', () => {
    const points = [1, 2, null, 4, 5].map((y, x) => ({ x, y }));
    expect(linePath(points)).toBe('M0.0,1.0L1.0,2.0M3.0,4.0L4.0,5.0');
    expect(linePath([])).toBe('');
  });

  it('labels the first and the last point and as many between as fit', () => {
    expect(labelledPoints(35, 400, 100)).toEqual([0, 11, 23, 34]);
    expect(labelledPoints(3, 1000, 100)).toEqual([0, 1, 2]);
    expect(labelledPoints(1, 1000, 100)).toEqual([0]);
    expect(labelledPoints(5, 50, 100)).toEqual([4]);
    expect(labelledPoints(0, 50, 100)).toEqual([]);
  });
});
