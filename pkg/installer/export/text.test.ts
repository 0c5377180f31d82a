import { getExpressionAst, parse } from '@cdktn/hcl2json';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml, parseDocument } from 'yaml';
import { dollarsKept } from './dollars.ts';
import { attributes, hcl, quoted } from './hcl.ts';
import { durationOf, isNone } from './native.ts';
import { toYaml } from './yaml.ts';

const NASTY = [
  `l'été "€" 100%`,
  '$x ${y} {{z}} %{if} $$ $${a} %%',
  'back\\slash\ttab\r\nline\n\nline ',
  'yes',
  'on',
  '1e3',
  '0o7',
  '0755',
  '2026-01-02',
  '12:30:45',
  '~',
  'null',
  '',
  ' ',
  '# no comment',
  '- a: b',
  '\u007f\u0085\u00a0\u2028\ufeff\u0001',
  '🦀 名前',
  'select 1\n  from t\nwhere x = $__timeTo()',
];

const anyText = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));

describe('YAML', () => {
  it('holds every text as text', () => {
    fc.assert(
      fc.property(fc.array(anyText), fc.array(anyText), (texts, more) => {
        const content = { texts, nested: [{ more, number: 1.5, truth: true }] };
        const written = toYaml(content, ['above', '']);
        expect(parseYaml(written)).toEqual(content);
        // As Go's reader would: with the tags of YAML 1.1 nothing becomes anything else.
        expect(parseDocument(written, { version: '1.1' }).toJS()).toEqual(content);

        expect(written).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u00a0\u2028\u2029\ufeff]/);
      })
    );
  });

  it('holds every key as text, also those that YAML 1.1 has another meaning for', () => {
    const keys = [
      'y',
      'n',
      'Yes',
      'no',
      'on',
      'OFF',
      'true',
      'null',
      '~',
      '12',
      '-1',
      '.5',
      'x',
      'refId',
      '__panelId__',
      'a b',
    ];
    const content = Object.fromEntries(keys.map((key) => [key, 1]));
    const written = toYaml(content);
    expect(parseYaml(written)).toEqual(content);
    expect(parseDocument(written, { version: '1.1' }).toJS()).toEqual(content);
    expect(written).toContain('"y": 1');
  });

  it('shows lines as lines', () => {
    expect(toYaml({ sql: 'select 1\n  from t\nwhere x' })).toBe('sql: |-\n  select 1\n    from t\n  where x\n');
  });
});

describe('HCL', () => {
  it('holds every text as text', async () => {
    const texts = [...NASTY, ...fc.sample(anyText, 60)];
    const written = hcl([{ type: 'resource', labels: ['a', 'b'], body: attributes({ texts, map: { 'k.y': 'v' } }) }]);
    const { resource } = await parse('x.tf', written);
    // The parser leaves literal parts as they are written, so that `$${` can be told from `${`.
    const read = resource.a.b[0].texts.map((text: string) => text.replace(/\$\$\{/g, '${').replace(/%%\{/g, '%{'));
    // Terraform keeps texts in Unicode's composed form.
    expect(read).toEqual(texts.map((text) => text.normalize('NFC')));
    expect(resource.a.b[0].map).toEqual({ 'k.y': 'v' });
  });

  it('makes no template of a text', async () => {
    expect(parts(await getExpressionAst('x.tf', '"a ${b}"'))).toContain('scopeTraversal');
    for (const text of [...NASTY, '$${a}', '$$${a}', '$$$${a}', '%%{if a}', '%%%{if a}', '${', '%{']) {
      const found = parts(await getExpressionAst('x.tf', quoted(text)));
      expect([text, found.filter((type) => type !== 'template' && type !== 'literalValue')]).toEqual([text, []]);
    }
  });
});

/** The kinds of all nodes of an expression. */
function parts(node: any): string[] {
  return node === null ? [] : [node.type, ...node.children.flatMap(parts)];
}

describe('dollars', () => {
  /** What Grafana does to a text of a provisioning file: divided at `$$`, the rest expanded from an environment. */
  const readByGrafana = (text: string) =>
    text
      .split('$$')
      .map((part) => part.replace(/\$(\{[^}]*\}|\w+|.)/g, 'EXPANDED'))
      .join('$');

  it('are not expanded', () => {
    fc.assert(fc.property(anyText, (text) => readByGrafana(dollarsKept(text)) === text));
    expect(readByGrafana('$x')).toBe('EXPANDED');
  });
});

describe('durations', () => {
  it.each([
    [0, '0s'],
    [10, '10s'],
    [90, '90s'],
    [300, '5m'],
    [1800, '30m'],
    [604800, '168h'],
  ])('%d seconds are %s', (seconds, duration) => expect(durationOf(seconds)).toBe(duration));

  it('of nothing', () => {
    expect(['0s', '0', '', '0m0s', undefined].map(isNone)).toEqual([true, true, true, true, true]);
    expect(['5m', '10s', '1h0m0s'].map(isNone)).toEqual([false, false, false]);
  });
});
