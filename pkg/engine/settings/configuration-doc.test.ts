import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import { DEFAULTS, RETENTION_LIMITS } from './settings.ts';
import { withUnit } from './units.ts';

const FILE = new URL('../../../docs/configuration.md', import.meta.url);
const BETWEEN = /(<!-- thresholds:.*-->\n)[^]*(<!-- end of thresholds -->)/;

/** The table of thresholds as the catalog has them: stored number first, in brackets as people enter it. */
function thresholdTable(): string {
  const definitions = CHECKS.map(({ definition }) => definition).sort((one, other) => one.order - other.order);
  const rows = definitions.flatMap(({ id, thresholds }) =>
    thresholds.map((threshold) => {
      const { unit, min, max, integer, atMost } = threshold;
      const human = unit === 'share' || unit === 'bytes' ? ` (${withUnit(threshold.default, unit)})` : '';
      const limits = `${min} to ${max}${integer ? ', whole' : ''}${atMost ? `, at most \`${atMost}\`` : ''}`;
      return `| \`${id}.${threshold.id}\` | ${threshold.description} | ${unit} | ${threshold.default}${human} | ${limits} |`;
    })
  );
  return ['| check and threshold | meaning | unit | default | limits |', '|---|---|---|---|---|', ...rows].join('\n');
}

it('docs/configuration.md lists every threshold of the catalog, and the defaults in force', () => {
  const before = readFileSync(FILE, 'utf8');
  const text = before.replace(BETWEEN, (_, begin: string, end: string) => `${begin}\n${thresholdTable()}\n\n${end}`);
  if (process.env.UPDATE_DOCS) {
    writeFileSync(FILE, text);
  }
  expect(readFileSync(FILE, 'utf8')).toBe(text);
  expect(text).toContain(`| \`${DEFAULTS.schema}\` |`);
  expect(text).toContain(
    `| \`${DEFAULTS.retentionDays}\` | a whole number from ${RETENTION_LIMITS.min} to ${RETENTION_LIMITS.max} |`
  );
});
