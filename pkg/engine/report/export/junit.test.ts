import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { AS_OF, checkDefinition, checkResult, healthReport } from '../testing.ts';
import { toJunit } from './junit.ts';

const MUTE = { id: '8', checkId: 'x', reason: 'moving', owner: 'anna', since: 0, until: AS_OF + 1 };
const ALL = healthReport([
  checkResult(),
  checkResult({ id: 'a', outcome: 'warn' }),
  checkResult({ id: 'b', outcome: 'pass' }),
  checkResult({ id: 'c', outcome: 'error', value: null }),
  checkResult({ id: 'd', outcome: 'not-evaluated', value: null, tookMs: null }),
  checkResult({ id: 'e', outcome: 'skipped', mute: MUTE }),
]);

let parse: (xml: string) => Document;

beforeAll(async () => {
  const { JSDOM } = await import('jsdom');
  const { window } = new JSDOM('');
  parse = (xml) => {
    const document = new window.DOMParser().parseFromString(xml, 'application/xml');
    expect(document.querySelector('parsererror')?.textContent).toBeUndefined();
    return document;
  };
});

describe('JUnit XML', () => {
  it('has a test a check: failures, errors and skipped ones are counted as they are', () => {
    const document = parse(toJunit(ALL, [checkDefinition()]));
    const suite = document.querySelector('testsuite')!;
    const attributes = Object.fromEntries(suite.getAttributeNames().map((name) => [name, suite.getAttribute(name)]));
    expect(attributes).toEqual({
      name: 'devdiag-health',
      tests: '6',
      failures: '2',
      errors: '2',
      skipped: '1',
      time: '0.063',
      timestamp: '2026-03-18T12:00:01.500Z',
    });
    const of = (id: string) => document.querySelector(`testcase[classname="devdiag.${id}"]`)!.firstElementChild!;
    expect(of('stale-data').tagName).toBe('failure');
    expect(of('stale-data').getAttribute('type')).toBe('fail');
    expect(of('stale-data').textContent).toContain('Run: Newest, Written at: 2026-03-18 05:00 UTC');
    expect(of('a').tagName).toBe('failure');
    expect(of('b').tagName).toBe('system-out');
    expect(of('c').tagName).toBe('error');
    expect(of('d').tagName).toBe('error');
    expect(of('e').tagName).toBe('skipped');
    expect(of('e').getAttribute('message')).toContain('anna');
  });

  it('passes warnings on request', () => {
    const document = parse(toJunit(ALL, [], { warnIsFailure: false }));
    expect(document.querySelector('testsuite')!.getAttribute('failures')).toBe('1');
    expect(document.querySelector('testcase[classname="devdiag.a"]')!.firstElementChild!.tagName).toBe('system-out');
  });

  it('stays well-formed and keeps the text, whatever it holds', () => {
    const text = fc.string({
      unit: fc.constantFrom('<', '>', '&', '"', "'", ']]>', '\0', '\u0008', '\ud800', 'a', '\n', '語', '\uffff'),
    });
    fc.assert(
      fc.property(text, (message) => {
        const xml = toJunit(healthReport([checkResult({ message })], { tenant: message }), []);
        const failure = parse(xml).querySelector('failure')!;
        expect(failure.getAttribute('message')).toBe(message.replace(/[\0\u0008\ud800\uffff]/g, '\ufffd'));
      }),
      { numRuns: 200 }
    );
  });
});
