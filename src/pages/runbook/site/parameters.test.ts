import fc from 'fast-check';
import { parameterQuery, readParameters } from './parameters';

const NOW = Date.UTC(2026, 2, 18, 12);
const read = (search: string) => readParameters(search, NOW);

describe('the parameters of an address', () => {
  it('are those that alerts hand over, and the instant', () => {
    expect(read('?tenant=acme&problem_code=CORS_BLOCK&target=abc&asof=2026-03-18T10:00:00Z')).toEqual({
      parameters: { tenant: 'acme', problem: 'CORS_BLOCK', target: 'abc', asOf: Date.UTC(2026, 2, 18, 10) },
      problems: [],
    });
  });

  it.each(['{{ urlquery $labels.tenant }}', '{{ $labels.tenant }}', '[no value]', '<no value>', '', ' {{x}} '])(
    '%j is a template that was not expanded: no value',
    (value) => {
      expect(read(`?${new URLSearchParams({ tenant: value })}`)).toEqual({
        parameters: { tenant: null, problem: null, target: null, asOf: null },
        problems: [],
      });
    }
  );

  it('what no text can hold is left out, and said', () => {
    expect(read('?tenant=a%00b&asof=tomorrow').problems).toEqual([
      { kind: 'unusable', parameter: 'tenant' },
      expect.objectContaining({ kind: 'asof', isAssumption: false }),
    ]);
  });

  it('an instant in milliseconds counts as well', () => {
    expect(read(`?asof=${NOW - 1000}`).parameters.asOf).toBe(NOW - 1000);
  });

  it('come through a link unchanged, whatever they hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ minLength: 1 }), (tenant, problem) => {
        const { parameters } = read(`?${new URLSearchParams({ tenant, problem_code: problem })}`);
        const again = read(`?${new URLSearchParams(parameterQuery(parameters))}`).parameters;
        expect(again).toEqual(parameters);
        fc.pre(!/\{\{|no value|\0/.test(tenant));
        expect(parameters.tenant).toBe(tenant);
      })
    );
  });
});
