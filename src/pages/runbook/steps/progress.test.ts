import { readProgress, since, withStep } from './progress';

describe('ticked steps', () => {
  const at = new Date('2026-03-18T12:00:00Z');

  it('come back as they were stored', () => {
    const progress = withStep(withStep({}, 'a', true, at), 'b', true, new Date('2026-03-18T12:05:00Z'));
    expect(readProgress(JSON.stringify(progress))).toEqual(progress);
    expect(since(progress, ['a', 'b'])).toBe(at.getTime());
    expect(since(progress, ['c'])).toBeNull();
    expect(withStep(progress, 'a', false, at)).toEqual({ b: '2026-03-18T12:05:00.000Z' });
  });

  it.each([null, undefined, '', 'no json', '[]', '"x"', 'null', '{"a":1,"b":"never"}'])('%j holds none', (stored) =>
    expect(readProgress(stored)).toEqual({})
  );
});
