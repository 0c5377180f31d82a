import { expect, it } from 'vitest';
import { compareVersions } from './version.ts';

it('versions follow their numbers, and what comes before a release is earlier', () => {
  const inOrder = ['0.1.0', '0.2.0', '0.10.0', '1.0.0-rc.1', '1.0.0', '1.0.1', '10.0.0'];
  expect([...inOrder].reverse().sort(compareVersions)).toEqual(inOrder);
  expect(compareVersions('1.0.0+build', '1.0.0')).toBe(0);
  // Of what is no version, nothing is said.
  expect([compareVersions('', '1.0.0'), compareVersions('1.0.0', 'latest')]).toEqual([0, 0]);
});
