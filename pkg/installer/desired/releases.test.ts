import { readFileSync } from 'node:fs';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import { RELEASES } from '@devdiag/catalog/releases';
import type { Json } from '@devdiag/catalog/types';
import { completeSettings } from '@devdiag/engine/settings/settings';
import { stableText } from '../json.ts';
import { defaultOptions } from '../options.ts';
import { desiredResources } from './desired.ts';

/**
 * What each release installs with the default options, as a hash. Grafanas hold it already: once a version is out, its
 * line never changes again, and other content is another release.
 */
const CONTENT: Record<string, string> = {
  '0.1.0': '75767c6b41faf3af',
};

describe('releases', () => {
  const [newest] = RELEASES;

  it('begin with the version of this package', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(newest.version).toBe(version);
  });

  it('are dated, described, and in order', () => {
    const numbers = RELEASES.map(({ version }) =>
      version
        .split('.')
        .map((part) => part.padStart(5, '0'))
        .join('.')
    );
    expect(numbers).toEqual([...new Set(numbers)].sort().reverse());
    for (const { version, date, changes } of RELEASES) {
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
      expect(new Date(date).toISOString().slice(0, 10)).toBe(date);
      expect(changes.length).toBeGreaterThan(0);
      expect(changes.every((change) => /^[A-Z].*\.$/s.test(change))).toBe(true);
    }
  });

  it('say what they install', () => {
    const { settings } = completeSettings(
      {},
      CHECKS.map(({ definition }) => definition)
    );
    const resources = desiredResources(defaultOptions('devdiag-postgres', settings), settings);
    const content = resources.map(({ kind, uid, fields }) => ({ kind, uid, fields }));
    const hash = bytesToHex(sha256(utf8ToBytes(stableText(content as unknown as Json)))).slice(0, 16);
    expect(
      CONTENT[newest.version],
      `What is installed is not what ${newest.version} was recorded to install. If ${newest.version} is out, begin a new ` +
        `release in pkg/catalog/releases.ts, say there what changed, and record it here; otherwise its line becomes '${hash}'.`
    ).toBe(hash);
  });
});
