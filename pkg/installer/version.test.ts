import { expect, it } from 'vitest';
import { compareVersions, installedVersion } from './version.ts';

it('versions follow their numbers, and what comes before a release is earlier', () => {
  const inOrder = ['0.1.0', '0.2.0', '0.10.0', '1.0.0-rc.1', '1.0.0', '1.0.1', '10.0.0'];
  expect([...inOrder].reverse().sort(compareVersions)).toEqual(inOrder);
  expect(compareVersions('1.0.0+build', '1.0.0')).toBe(0);
  // Of what is no version, nothing is said.
  expect([compareVersions('', '1.0.0'), compareVersions('1.0.0', 'latest')]).toEqual([0, 0]);
});

it('an installation is of its oldest resource, unless some are of a version later than this one', () => {
  expect(installedVersion([], '1.0.0')).toBeNull();
  expect(installedVersion(['1.0.0', '0.9.0', '1.0.0'], '1.0.0')).toBe('0.9.0');
  expect(installedVersion(['0.9.0', '1.1.0', '1.0.0'], '1.0.0')).toBe('1.1.0');
});
