import { afterEach, describe, expect, it, vi } from 'vitest';
import type * as Texts from '@devdiag/catalog/generated/pageTexts';
import { VERIFIED } from '@devdiag/catalog/generated/verified';
import type * as Render from '@devdiag/engine/query/render';
import { runbookHash } from './hash.ts';

it('what pages say about their last trial is about what they run and offer: else run "npm run verify:runbook"', () => {
  expect(VERIFIED.hash).toBe(runbookHash());
});

it('says when and on which versions', () => {
  expect(VERIFIED.date).toMatch(/^20\d\d-\d\d-\d\d$/);
  expect(Date.parse(VERIFIED.date)).toBeLessThanOrEqual(Date.now());
  const majors = (versions: string[]) => versions.map((version) => version.split('.')[0]);
  expect(majors(VERIFIED.postgres)).toEqual(['15', '18']);
  // As far as the client programs went: pg_dump refuses a server that is newer than itself.
  expect([['15'], ['15', '18']]).toContainEqual(majors(VERIFIED.commands));
});

describe('the hash', () => {
  afterEach(() => {
    vi.doUnmock('@devdiag/engine/query/render');
    vi.doUnmock('@devdiag/catalog/generated/pageTexts');
    vi.resetModules();
  });
  const again = async () => {
    vi.resetModules();
    return (await import('./hash.ts')).runbookHash();
  };

  it('differs once code fills a placeholder in another way', async () => {
    vi.doMock('@devdiag/engine/query/render', async (original) => {
      const render = await original<typeof Render>();
      return {
        ...render,
        renderQuery: (...args: Parameters<typeof render.renderQuery>) =>
          render.renderQuery(...args).replaceAll('tenant =', 'tenant is not distinct from'),
      };
    });
    expect(await again()).not.toBe(runbookHash());
  });

  it.each<[string, (text: string) => string, boolean]>([
    ['a word', (text) => text.replace('## When it is over\n', '## When it is over\n\nAnd so on.\n'), true],
    ['a command', (text) => text.replaceAll('psql --version', 'psql -V'), false],
    ['a query', (text) => text.replaceAll('current_user as role', 'session_user as role'), false],
  ])('of pages with %s changed', async (_, change, same) => {
    vi.doMock('@devdiag/catalog/generated/pageTexts', async (original) => {
      const { PAGE_TEXTS } = await original<typeof Texts>();
      const changed = Object.fromEntries(Object.entries(PAGE_TEXTS).map(([id, text]) => [id, change(text)]));
      expect(changed).not.toEqual(PAGE_TEXTS);
      return { PAGE_TEXTS: changed };
    });
    expect((await again()) === runbookHash()).toBe(same);
  });
});
