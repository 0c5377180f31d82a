import type { Verification } from '@devdiag/catalog/types';

/** When everything on the pages was last tried, and on what, in words. */
export function verifiedWords({ date, version, postgres, commands }: Verification): string {
  const same = commands.join() === postgres.join();
  const on = same
    ? `on PostgreSQL ${postgres.join(' and ')}`
    : `queries on PostgreSQL ${postgres.join(' and ')}, commands on ${commands.join(' and ') || 'none'}`;
  return `Last verified ${date}, version ${version}, ${on}`;
}
