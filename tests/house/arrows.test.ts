import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { describe, expect, it } from 'vitest';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Who may import whom. What is not listed here is not allowed. */
const ARROWS: Record<string, string[]> = {
  'pkg/catalog': [],
  'pkg/engine': ['pkg/catalog'],
  'pkg/installer': ['pkg/engine', 'pkg/catalog'],
  'pkg/sandbox': ['pkg/engine', 'pkg/catalog'],
  'pkg/cli': ['pkg/sandbox', 'pkg/installer', 'pkg/engine', 'pkg/catalog'],
  src: ['pkg/installer', 'pkg/engine', 'pkg/catalog'],
};

const HOUSE = Object.keys(ARROWS);

const rules: IForbiddenRuleType[] = [
  ...HOUSE.map((room) => ({
    name: `${room} imports only what it may`,
    severity: 'error' as const,
    from: { path: `^${room}/`, pathNot: '\\.test\\.tsx?$' },
    to: {
      path: `^(${HOUSE.join('|')}|scripts|tests)/`,
      pathNot: `^(${[room, ...ARROWS[room]].join('|')})/`,
    },
  })),
  {
    name: 'judgement has no I/O',
    severity: 'error',
    from: { path: '^pkg/(catalog|engine)/', pathNot: '\\.test\\.ts$' },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'React and Grafana live in src and in the host page',
    severity: 'error',
    from: { path: '^pkg/(catalog|engine|installer|cli)/', pathNot: '\\.test\\.ts$' },
    to: { path: 'node_modules/(react|react-dom|@grafana/[^/]+)/' },
  },
  {
    name: 'nothing imports in a circle',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'nothing is imported that is not there',
    severity: 'error',
    from: { pathNot: '\\.test\\.tsx?$' },
    to: { couldNotResolve: true },
  },
];

describe('the arrows of the house', () => {
  it('hold', async () => {
    const result = await violations(rules);
    expect(result).toEqual([]);
  });

  it('would be seen if they did not', async () => {
    // The engine does import the catalog; forbidding that must be noticed, or the test above proves nothing.
    const found = await violations([
      { name: 'probe', severity: 'error', from: { path: '^pkg/engine/' }, to: { path: '^pkg/catalog/' } },
    ]);
    expect(found.length).toBeGreaterThan(0);
  });
});

async function violations(forbidden: IForbiddenRuleType[]): Promise<string[]> {
  const { output } = await cruise(
    ['src', 'pkg/catalog', 'pkg/engine', 'pkg/installer', 'pkg/cli', 'pkg/sandbox'],
    {
      baseDir: ROOT,
      ruleSet: { forbidden },
      validate: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: 'pkg/sandbox/host/' },
      tsPreCompilationDeps: true,
    },
    {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    } as never
  );
  return (output as ICruiseResult).summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
}
