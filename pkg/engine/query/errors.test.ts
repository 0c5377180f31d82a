import { describe, expect, it } from 'vitest';
import { classifyQueryError, type QueryErrorKind } from './errors.ts';

describe('why a query gave no rows', () => {
  it.each<[string, string | undefined, QueryErrorKind, string | undefined]>([
    // As a real Grafana words them.
    ['db query error: pq: relation "devdiag.nope" does not exist', undefined, 'missing-relation', 'devdiag.nope'],
    ['db query error: pq: permission denied for table diag_run', undefined, 'permission', 'diag_run'],
    ['db query error: pq: canceling statement due to statement timeout', undefined, 'timeout', undefined],
    [
      'db query error: failed to connect to server - please inspect Grafana server log for details',
      undefined,
      'connection',
      undefined,
    ],
    ['db query error: pq: password authentication failed for user "grafana"', undefined, 'authentication', 'grafana'],
    ['Data source not found', undefined, 'data-source-missing', undefined],
    ['db query error: pq: syntax error at or near "from"', undefined, 'other', undefined],
    // Its newer driver, in two languages.
    ['db query error: ERROR: relation "nope" does not exist (SQLSTATE 42P01)', undefined, 'missing-relation', 'nope'],
    ['FEHLER: Relation »nope« existiert nicht (SQLSTATE 42P01)', undefined, 'missing-relation', '»nope«'],
    // A connection of our own.
    ['canceling statement due to user request', '57014', 'cancelled', undefined],
    ['canceling statement due to statement timeout', '57014', 'timeout', undefined],
    ['canceling statement due to lock timeout', '55P03', 'timeout', undefined],
    ['storniere Anweisung wegen Zeitüberschreitung einer Sperre', '55P03', 'timeout', undefined],
    ['database "nope" does not exist', '3D000', 'connection', 'nope'],
    ['column r.nope does not exist', '42703', 'missing-column', 'r.nope'],
    ['relation "my table" does not exist', '42P01', 'missing-relation', 'my table'],
    ['terminating connection due to administrator command', '57P01', 'connection', undefined],
    ['connect ECONNREFUSED 127.0.0.1:5432', undefined, 'connection', undefined],
    ['connect ETIMEDOUT 10.0.0.1:5432', undefined, 'connection', undefined],
    ['connect EHOSTUNREACH 10.0.0.1:5432', undefined, 'connection', undefined],
    ['getaddrinfo ENOTFOUND db.example', undefined, 'connection', undefined],
    ['Failed to fetch', undefined, 'offline', undefined],
    ['division by zero', '22012', 'other', undefined],
  ])('%s (%s) is %s', (text, state, kind, subject) => {
    expect(classifyQueryError(text, state)).toMatchObject({ kind, subject });
  });

  it('keeps the server’s own words, without the layers in between', () => {
    expect(classifyQueryError('db query error: pq: relation "a" does not exist').message).toBe(
      'relation "a" does not exist'
    );
    expect(classifyQueryError('ERROR: boom (SQLSTATE XX000)').message).toBe('boom');
  });
});
