import { describe, expect, it } from 'vitest';
import { environmentNamesDatabase, pgTarget } from './pg-target.ts';

const target = (dsn: string | undefined, env: Record<string, string> = {}) => {
  const result = pgTarget(dsn, env);
  return 'target' in result ? JSON.parse(JSON.stringify(result.target)) : result.problem;
};

describe('an address', () => {
  it.each([
    ['postgres://u:p@h:5433/d', { user: 'u', password: 'p', host: 'h', port: 5433, database: 'd' }],
    ['postgresql://u@h/d', { user: 'u', host: 'h', database: 'd' }],
    ['POSTGRES://h', { host: 'h' }],
    ['postgres://u:p%40%2F%25@h/d%20e', { user: 'u', password: 'p@/%', host: 'h', database: 'd e' }],
    ['postgres://u:p@ss@h/d', { user: 'u', password: 'p@ss', host: 'h', database: 'd' }],
    ['postgres://u@[::1]:5433/d', { user: 'u', host: '::1', port: 5433, database: 'd' }],
    ['postgres:///d?host=/var/run/postgresql&port=6000', { host: '/var/run/postgresql', port: 6000, database: 'd' }],
    ['postgres://%2Fvar%2Frun/d', { host: '/var/run', database: 'd' }],
    ['postgres://h/d?user=a&password=b&dbname=c', { user: 'a', password: 'b', host: 'h', database: 'c' }],
    ['postgres://h/d?options=-c%20search_path%3Dx', { host: 'h', database: 'd', options: '-c search_path=x' }],
  ])('%s', (dsn, parts) => {
    expect(target(dsn)).toEqual(parts);
  });

  it.each([
    'mysql://u:topsecret@h/d',
    'host=h user=u password=topsecret',
    'topsecret',
    'postgres:topsecret',
    'postgres://u:top/secret@h/d',
    'postgres://u:top?secret@h/d',
    'postgres://u:top#secret@h/d',
    'postgres://u@h/d#topsecret',
    'postgres://u:topsecret@h:99999/d',
    'postgres://u:topsecret@h:x/d',
    'postgres://u:%ZZtopsecret@h/d',
    'postgres://u:topsecret@h/d?port=0',
    'postgres://u:12/topsecret@h',
    '',
  ])('%s is refused without being quoted', (dsn) => {
    const problem = target(dsn);
    expect(problem).toMatch(/^[A-Z].*--dsn.*Write it as postgres:\/\/user@host:5432\/database/);
    expect(problem).not.toMatch(/secret/);
  });

  it('says which of its parameters nobody reads', () => {
    const result = pgTarget('postgres://h/d?sslmod=verify-full&application_name=x', {});
    expect('notes' in result && result.notes).toEqual([
      `The address's parameter "sslmod" is not known here and was left out.`,
    ]);
  });
});

describe('the environment', () => {
  it.each([
    ['db', { host: 'db' }],
    ['db:5433', { host: 'db', port: 5433 }],
    ['[::1]:5433', { host: '::1', port: 5433 }],
    ['[::1]', { host: '::1' }],
    ['::1', { host: '::1' }],
    ['/var/run/postgresql', { host: '/var/run/postgresql' }],
  ])('DEVDIAG_PG_HOST=%s', (DEVDIAG_PG_HOST, parts) => {
    expect(target(undefined, { DEVDIAG_PG_HOST })).toEqual(parts);
  });

  it.each(['db:', 'db:x', 'db:0', 'db:70000', 'postgres://u:topsecret@h', 'a b'])(
    'DEVDIAG_PG_HOST=%s is refused',
    (text) => {
      const problem = target(undefined, { DEVDIAG_PG_HOST: text });
      expect(problem).toMatch(/DEVDIAG_PG_HOST/);
      expect(problem).not.toContain('topsecret');
    }
  );

  const env = { DEVDIAG_PG_HOST: 'e:1', DEVDIAG_PG_USER: 'eu', DEVDIAG_PG_PASS: 'ep', DEVDIAG_PG_DB: 'ed' };

  it('gives what the address leaves out; the address wins', () => {
    expect(target('postgres://h', env)).toEqual({ host: 'h', user: 'eu', password: 'ep', database: 'ed' });
    expect(target('postgres:///d', env)).toEqual({ host: 'e', port: 1, user: 'eu', password: 'ep', database: 'd' });
    expect(target('postgres://u:p@h:2/d', env)).toEqual({
      host: 'h',
      port: 2,
      user: 'u',
      password: 'p',
      database: 'd',
    });
  });

  it('does not lend its port to another host', () => {
    expect(target('postgres://h', env)).not.toHaveProperty('port');
  });

  it('left empty says nothing', () => {
    expect(
      target(undefined, { DEVDIAG_PG_HOST: '', DEVDIAG_PG_USER: '', DEVDIAG_PG_PASS: '', DEVDIAG_PG_DB: '' })
    ).toEqual({});
    expect(environmentNamesDatabase({ DEVDIAG_PG_HOST: '', PGPASSWORD: 'x' })).toBe(false);
    expect(environmentNamesDatabase({ PGHOST: 'x' })).toBe(true);
  });
});

describe('sslmode', () => {
  const ssl = (mode: string, env: Record<string, string> = {}) => target(`postgres://h?sslmode=${mode}`, env).ssl;

  it('means what it means in psql', () => {
    expect(ssl('disable')).toBe(false);
    expect(ssl('require')).toEqual({ rejectUnauthorized: false });
    expect(ssl('no-verify')).toEqual({ rejectUnauthorized: false });
    expect(ssl('verify-full')).toEqual({ rejectUnauthorized: true });
    expect(target(undefined, { PGSSLMODE: 'verify-full' }).ssl).toEqual({ rejectUnauthorized: true });
    expect(target('postgres://h?sslmode=disable', { PGSSLMODE: 'verify-full' }).ssl).toBe(false);
    expect(target('postgres://h')).not.toHaveProperty('ssl');
  });

  it('asks who answers where a certificate is named, and by name only with verify-full', () => {
    const ca = new URL('./pg-target.ts', import.meta.url).pathname;
    const of = (mode: string) => {
      const result = pgTarget(`postgres://h?sslmode=${mode}&sslrootcert=${ca}`, {});
      return 'target' in result ? (result.target.ssl as any) : undefined;
    };
    expect(of('require')).toMatchObject({ rejectUnauthorized: true, checkServerIdentity: expect.any(Function) });
    expect(of('verify-ca')).toMatchObject({ rejectUnauthorized: true, checkServerIdentity: expect.any(Function) });
    expect(of('verify-full').rejectUnauthorized).toBe(true);
    expect(of('verify-full')).not.toHaveProperty('checkServerIdentity');
  });

  it('refuses what there is not', () => {
    expect(target('postgres://h?sslmode=always')).toMatch(/no sslmode "always"/);
    expect(target('postgres://h?sslmode=verify-ca')).toMatch(/needs sslrootcert/);
    expect(target('postgres://h?sslmode=require&sslrootcert=/no/such/file')).toMatch(/cannot be read/);
  });
});
