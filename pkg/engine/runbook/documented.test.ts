import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ATTRIBUTES, BLOCK_KINDS, FACTS, INLINE_KINDS, SAMPLE_LANGUAGES, type BlockKind } from './blocks.ts';
import { parsePage } from './parse.ts';

const DOCUMENT = readFileSync(new URL('../../../docs/runbook-blocks.md', import.meta.url), 'utf8');

/** The part of the document under each heading of the second level. */
const PARTS = new Map(
  DOCUMENT.split(/\n\n## /)
    .slice(1)
    .map((part) => [part.slice(0, part.indexOf('\n')), part])
);

describe('docs/runbook-blocks.md', () => {
  it.each(BLOCK_KINDS)('describes %s with an example that is one', (kind) => {
    const part = PARTS.get(kind) ?? '';
    const [, example = ''] = /^````markdown\n([\s\S]*?)^````$/m.exec(part) ?? [];
    const { blocks, mistakes } = parsePage(`# Example\n\n${example}`);
    expect(mistakes).toEqual([]);
    expect(blocks.map((block) => block.kind)).toEqual([kind]);
  });

  it('describes nothing else', () => {
    const kinds = [...PARTS.keys()].filter((heading) => heading !== 'Words inside a text');
    expect(kinds).toEqual(BLOCK_KINDS);
  });

  it.each(Object.keys(ATTRIBUTES) as Array<keyof typeof ATTRIBUTES>)('describes every attribute of %s', (kind) => {
    const described = [...(PARTS.get(kind) ?? '').matchAll(/^\| `([a-z]+)` \|/gm)].map(([, name]) => name);
    expect(described).toEqual(ATTRIBUTES[kind].allowed);
  });

  it('describes every word inside a text, every language and every kind of facts', () => {
    const inline = PARTS.get('Words inside a text') ?? '';
    expect([...inline.matchAll(/^\| `\{\{(\w+) /gm)].map(([, name]) => name)).toEqual(INLINE_KINDS);
    const named = (part: BlockKind, words: readonly string[]) =>
      words.filter((word) => !PARTS.get(part)?.includes(`\`${word}\``));
    expect([...named('sample', SAMPLE_LANGUAGES), ...named('facts', FACTS)]).toEqual([]);
  });
});
