import { parseUrl, urlChange, type UrlState } from './url';

const NOW = Date.UTC(2026, 2, 18, 12);
const DEFAULTS: UrlState = { asOf: null, tenant: null, compare: false, refresh: null, open: [], show: [] };

describe('state in the URL', () => {
  it('is the present, all tenants and every group when the address says nothing', () => {
    expect(parseUrl('', NOW)).toEqual({ state: DEFAULTS, problems: [] });
  });

  it('reads everything that a link can carry', () => {
    const { state, problems } = parseUrl(
      '?asof=2026-03-17T09:00:00Z&tenant=acme&compare=yesterday&refresh=1m&open=stale-data,views&show=action,watch',
      NOW
    );
    expect(problems).toEqual([]);
    expect(state).toEqual({
      asOf: Date.UTC(2026, 2, 17, 9),
      tenant: 'acme',
      compare: true,
      refresh: '1m',
      open: ['stale-data', 'views'],
      show: ['action', 'watch'],
    });
  });

  it.each(['yesterdayish', '2026-13-45', '2027-01-01T00:00:00Z', '1e99', '%00', "'; drop table"])(
    'shows the present and says why for as-of %s',
    (asof) => {
      const { state, problems } = parseUrl(`?asof=${encodeURIComponent(asof)}`, NOW);
      expect(state.asOf).toBeNull();
      expect(problems).toEqual([{ kind: 'asof', value: asof, message: expect.stringMatching(/\w+ .*\./) }]);
    }
  );

  it('says that a time without a zone was read as UTC', () => {
    const { state, problems } = parseUrl('?asof=2026-03-17T09:00', NOW);
    expect(state.asOf).toBe(Date.UTC(2026, 2, 17, 9));
    expect(problems).toMatchObject([{ kind: 'asof-assumed' }]);
  });

  it.each(["'; drop table", '日本', '100%', '$__timeTo()', '{{schema}}', 'x'.repeat(10_000)])(
    'takes any text as a tenant: %#',
    (tenant) => {
      expect(parseUrl(`?tenant=${encodeURIComponent(tenant)}`, NOW)).toMatchObject({ state: { tenant }, problems: [] });
    }
  );

  it('refuses a tenant that PostgreSQL text cannot hold', () => {
    const { state, problems } = parseUrl('?tenant=a%00b', NOW);
    expect(state.tenant).toBeNull();
    expect(problems).toMatchObject([{ kind: 'tenant-unusable' }]);
  });

  it('leaves unknown intervals and groups out and reports them', () => {
    const { state, problems } = parseUrl('?refresh=1s&show=action,toString,nope&open=,a,,a', NOW);
    expect(state).toMatchObject({ refresh: null, show: ['action'], open: ['a'] });
    expect(problems.map(({ kind, value }) => [kind, value])).toEqual([
      ['refresh-unknown', '1s'],
      ['show-unknown', 'toString'],
      ['show-unknown', 'nope'],
    ]);
  });

  it('writes what it reads, and takes parameters away that are at their default', () => {
    const state: UrlState = {
      asOf: NOW - 1000,
      tenant: 'a&b=c',
      compare: true,
      refresh: '5m',
      open: ['views'],
      show: ['unknown'],
    };
    const search = new URLSearchParams(urlChange(state) as Record<string, string>).toString();
    expect(parseUrl(search, NOW)).toEqual({ state, problems: [] });
    expect(Object.values(urlChange(DEFAULTS))).toEqual(Array(6).fill(null));
    expect(urlChange({ tenant: 'x' })).toEqual({ tenant: 'x' });
  });
});
