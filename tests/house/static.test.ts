import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';

// What a machine without Docker and without GitHub can know about the files written for them. docs/unverified.md says
// what remains to be seen on one that has both.

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const path = (file: string) => join(ROOT, file);
const text = (file: string) => readFileSync(path(file), 'utf8');
const json = (file: string) => JSON.parse(text(file));

const WORKFLOWS = readdirSync(path('.github/workflows')).map((name) => `.github/workflows/${name}`);
const PROVISIONING = [
  'provisioning/datasources/devdiag.yaml',
  'provisioning/plugins/apps.yaml',
  'provisioning/dashboards/devdiag-analytics.yaml',
  'provisioning/alerting/devdiag-alerts.yaml',
];
const COMPOSE = 'docker-compose.yaml';
const DOCKERFILE = 'docker/Dockerfile';

describe('YAML', () => {
  it.each([COMPOSE, ...WORKFLOWS, '.github/dependabot.yml', ...PROVISIONING])('%s parses', (file) => {
    const { errors, warnings, contents } = parseDocument(text(file), { uniqueKeys: true });
    expect([...errors, ...warnings].map(String)).toEqual([]);
    expect(contents).not.toBeNull();
  });
});

describe('Dockerfile', () => {
  const { globals, stages } = dockerfile(text(DOCKERFILE));

  it('is made of known instructions', () => {
    const known = [
      'ARG',
      'CMD',
      'COPY',
      'ENTRYPOINT',
      'ENV',
      'EXPOSE',
      'FROM',
      'HEALTHCHECK',
      'LABEL',
      'RUN',
      'USER',
      'WORKDIR',
    ];
    const used = [...globals, ...stages.flatMap((stage) => stage.instructions)].map(({ name }) => name);
    expect(used.filter((name) => !known.includes(name))).toEqual([]);
    expect(stages.map((stage) => stage.name)).toEqual(['tools', 'grafana']);
  });

  it('copies what exists and what .dockerignore lets through', () => {
    const missing = stages
      .flatMap((stage) => copies(stage))
      .filter(({ from }) => from === undefined)
      .flatMap(({ sources }) => sources)
      .filter((source) => !existsSync(path(source)) || isIgnored(source));
    expect(missing).toEqual([]);
  });

  it('copies from stages before it, and from where they put it', () => {
    const [tools, grafana] = stages;
    const across = copies(grafana).filter(({ from }) => from !== undefined);
    const workdir = tools.instructions.find(({ name }) => name === 'WORKDIR')?.rest;
    expect(across.map(({ from }) => from)).toEqual([tools.name]);
    expect(across.flatMap(({ sources }) => sources)).toEqual([`${workdir}/dist`]);
    expect(across[0].target).toBe(`/var/lib/grafana/plugins/${json('src/plugin.json').id}`);
  });

  it('gives npm ci every workspace, and their commands, before it runs', () => {
    const [tools] = stages;
    const install = tools.instructions.findIndex(({ name, rest }) => name === 'RUN' && rest.startsWith('npm ci'));
    const before = copies({ ...tools, instructions: tools.instructions.slice(0, install) }).flatMap(
      ({ sources, target }) => sources.map((source) => ({ source, target }))
    );
    expect(install).toBeGreaterThan(0);
    expect(before.map(({ source }) => source)).toEqual(expect.arrayContaining(['package.json', 'package-lock.json']));
    for (const workspace of json('package.json').workspaces as string[]) {
      expect(before).toContainEqual({ source: `${workspace}/package.json`, target: `${workspace}/` });
      for (const file of Object.values<string>(json(`${workspace}/package.json`).bin ?? {})) {
        const folder = posix.join(workspace, posix.dirname(file));
        expect(before).toContainEqual({ source: folder, target: folder });
        expect(existsSync(path(posix.join(workspace, file))), `${workspace}/${file}`).toBe(true);
      }
    }
  });

  it('runs npm scripts that exist', () => {
    const runs = stages.flatMap((stage) => stage.instructions).filter(({ name }) => name === 'RUN');
    expect(runs.flatMap(({ rest }) => unknownScripts(rest))).toEqual([]);
  });
});

describe('compose', () => {
  const { services } = yaml(COMPOSE) as { services: Record<string, Service> };
  const { globals, stages } = dockerfile(text(DOCKERFILE));

  it('builds stages of the Dockerfile with arguments it declares', () => {
    const declared = globals.map(({ rest }) => rest.split('=')[0]);
    for (const { build } of Object.values(services)) {
      if (build) {
        expect(existsSync(path(posix.join(build.context, build.dockerfile)))).toBe(true);
        expect(stages.map(({ name }) => name)).toContain(build.target);
        expect(declared).toEqual(expect.arrayContaining(Object.keys(build.args ?? {})));
      }
    }
  });

  it('waits for services it has, for health only where it is checked', () => {
    for (const { depends_on = {} } of Object.values(services)) {
      for (const [name, { condition }] of Object.entries(depends_on)) {
        expect(Object.keys(services)).toContain(name);
        expect(condition !== 'service_healthy' || services[name].healthcheck !== undefined).toBe(true);
      }
    }
  });

  it('runs commands whose files exist in the image', () => {
    const files = Object.values(services).flatMap(({ command = [] }) => command.filter((word) => word.includes('/')));
    expect(files).not.toEqual([]);
    expect(files.filter((file) => !existsSync(path(file)) || isIgnored(file))).toEqual([]);
  });

  it('sets every variable that the provisioning reads, and lets the plugin in unsigned', () => {
    // A doubled dollar is a dollar; rules and models are not expanded.
    const read = PROVISIONING.slice(0, 3).flatMap((file) =>
      [...text(file).matchAll(/(?<!\$)\$\{?([A-Z][A-Z_]+)/g)].map(([, name]) => name)
    );
    expect(read).not.toEqual([]);
    expect(Object.keys(services.grafana.environment ?? {})).toEqual(expect.arrayContaining(read));
    expect(services.grafana.environment?.GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS).toBe(json('src/plugin.json').id);
  });
});

describe('provisioning', () => {
  it('switches on this app, on the data source it brings', () => {
    const { datasources } = yaml(PROVISIONING[0]) as { datasources: Array<{ uid: string }> };
    const { apps } = yaml(PROVISIONING[1]) as {
      apps: Array<{ type: string; disabled: boolean; jsonData: { datasourceUid: string } }>;
    };
    expect(apps).toMatchObject([
      { type: json('src/plugin.json').id, disabled: false, jsonData: { datasourceUid: datasources[0].uid } },
    ]);
  });
});

describe('provisioned dashboard', () => {
  it('lies where its provider looks, in the folder of the rules that point at it', () => {
    const [{ options, folder }] = (
      yaml(PROVISIONING[2]) as { providers: Array<{ options: { path: string }; folder: string }> }
    ).providers;
    const inRepository = posix.join('provisioning', posix.relative('/etc/grafana/provisioning', options.path));
    const uids = readdirSync(path(inRepository)).map((file) => json(posix.join(inRepository, file)).uid);
    const { groups } = yaml(PROVISIONING[3]) as {
      groups: Array<{ folder: string; rules: Array<{ dashboardUid: string }> }>;
    };
    const rules = groups.flatMap((group) => group.rules);
    expect(rules.length).toBeGreaterThan(0);
    expect(new Set(rules.map(({ dashboardUid }) => dashboardUid))).toEqual(new Set(uids));
    expect(new Set(groups.map((group) => group.folder))).toEqual(new Set([folder]));
  });
});

describe('workflows', () => {
  it.each(WORKFLOWS)('%s uses only npm scripts and commands that exist', (file) => {
    const { jobs } = yaml(file) as { jobs: Record<string, { steps: Array<{ run?: string }> }> };
    const runs = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    expect(runs.flatMap(unknownScripts)).toEqual([]);
    // `npx x` without --yes takes x from node_modules.
    const commands = runs.flatMap((run) => [...run.matchAll(/\bnpx (?!-)(\S+)/g)].map(([, command]) => command));
    expect(commands.filter((command) => !existsSync(path(`node_modules/.bin/${command}`)))).toEqual([]);
    const composed = runs.flatMap((run) =>
      [...run.matchAll(/docker compose up .*?(\S+)$/gm)].map(([, service]) => service)
    );
    const { services } = yaml(COMPOSE) as { services: object };
    expect(composed.filter((service) => !(service in services))).toEqual([]);
  });
});

describe('versions', () => {
  const oldest = oldestOf(json('src/plugin.json').dependencies.grafanaDependency);

  it('of the oldest Grafana are one', () => {
    const compose = /\$\{GRAFANA_VERSION:-([^}]+)\}/.exec(text(COMPOSE))?.[1];
    const dockerArg = /^ARG GRAFANA_VERSION=(.+)$/m.exec(text(DOCKERFILE))?.[1];
    const { jobs } = yaml('.github/workflows/ci.yml') as {
      jobs: { grafana: { strategy: { matrix: { grafana: string[] } } } };
    };
    const host = json('pkg/sandbox/host/package.json').dependencies as Record<string, string>;
    expect({
      compose,
      dockerArg,
      ci: jobs.grafana.strategy.matrix.grafana[0],
      standIn: host['@grafana/runtime'],
      standInUi: host['@grafana/ui'],
      standInData: host['@grafana/data'],
    }).toEqual({
      compose: oldest,
      dockerArg: oldest,
      ci: oldest,
      standIn: oldest,
      standInUi: oldest,
      standInData: oldest,
    });
  });

  it('of Node: the oldest one promised is the oldest one tested, and the image has a newer one', () => {
    const { jobs } = yaml('.github/workflows/ci.yml') as {
      jobs: { test: { strategy: { matrix: { node: string[] } } } };
    };
    const promised = Number(oldestOf(json('package.json').engines.node).split('.')[0]);
    const image = Number(/^FROM node:(\d+)/m.exec(text(DOCKERFILE))?.[1]);
    expect(Math.min(...jobs.test.strategy.matrix.node.map(Number))).toBe(promised);
    expect(Number(text('.nvmrc'))).toBe(promised);
    expect(image).toBeGreaterThanOrEqual(promised);
  });

  it('of the plugin are one', () => {
    const { version, workspaces } = json('package.json') as { version: string; workspaces: string[] };
    expect(workspaces.map((workspace) => json(`${workspace}/package.json`).version)).toEqual(
      workspaces.map(() => version)
    );
    expect(json('package-lock.json').version).toBe(version);
    expect(text('CHANGELOG.md')).toContain(`## ${version}`);
  });
});

describe('package-lock.json', () => {
  it('names no registry: whoever installs uses theirs', () => {
    const { packages } = json('package-lock.json') as { packages: Record<string, { resolved?: string }> };
    expect(Object.entries(packages).filter(([, { resolved }]) => resolved?.includes('://'))).toEqual([]);
    expect(text('package-lock.json').match(/https?:\/\/[^"\s]*(registry|artifact|verdaccio)[^"\s]*/gi)).toBeNull();
  });
});

const tracked = trackedFiles();

describe.skipIf(tracked.length === 0)('tracked files', () => {
  // .config is create-plugin's, the lock file is npm's.
  const own = tracked.filter((file) => !file.startsWith('.config/') && file !== 'package-lock.json').filter(isText);
  const lines = own.flatMap((file) =>
    text(file)
      .split('\n')
      .map((line, index) => ({ where: `${file}:${index + 1}`, line }))
  );
  const found = (pattern: RegExp) =>
    lines.filter(({ line }) => pattern.test(line)).map(({ where, line }) => `${where}  ${line.trim()}`);

  it('name no path of a machine they were written on', () => {
    expect(own.length).toBeGreaterThan(50);
    expect(found(/(?<![\w.*/-])(\/(work|home|root|Users)\/|[A-Z]:\\\\?Users\\)/)).toEqual([]);
  });

  it('name no issue: what matters is said where it matters', () => {
    expect(found(/\b(issues?|pull requests?|PRs?|GH)[ -]*#?\d|\/(issues|pull)\/\d|(^|[\s(])#\d{1,5}\b/)).toEqual([]);
  });

  it('tell of the plugin, not of how it was written', () => {
    // A session with PostgreSQL or of somebody logged in is fine.
    expect(
      found(/\bsession \d|\b(this|another|earlier|previous|later|next|parallel) session\b|\bco-authored-by\b/i)
    ).toEqual([]);
  });
});

/** The version that a range of the form `>=12.3.0` begins with. */
function oldestOf(range: string): string {
  return /^>=\s*(\d+(?:\.\d+)*)$/.exec(range)?.[1] ?? `no range this test understands: ${range}`;
}

interface Service {
  build?: { context: string; dockerfile: string; target: string; args?: Record<string, string> };
  command?: string[];
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: object;
}

interface Instruction {
  name: string;
  rest: string;
}

interface Stage {
  name: string;
  instructions: Instruction[];
}

function yaml(file: string): unknown {
  return parseDocument(text(file)).toJS();
}

/** Instructions before the first FROM, then those of each stage. */
function dockerfile(source: string): { globals: Instruction[]; stages: Stage[] } {
  const globals: Instruction[] = [];
  const stages: Stage[] = [];
  const logical = source.replace(/^\s*#.*\n/gm, '').replace(/\\\n/g, ' ');
  for (const line of logical.split('\n').filter((candidate) => candidate.trim() !== '')) {
    const [, name, rest] = /^\s*(\S+)\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === 'FROM') {
      stages.push({ name: / AS (\S+)$/.exec(rest)?.[1] ?? '', instructions: [] });
    } else {
      (stages.at(-1)?.instructions ?? globals).push({ name, rest });
    }
  }
  return { globals, stages };
}

function copies({ instructions }: Stage): Array<{ from?: string; sources: string[]; target: string }> {
  return instructions
    .filter(({ name }) => name === 'COPY')
    .map(({ rest }) => {
      const words = rest.split(/\s+/);
      const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length);
      const paths = words.filter((word) => !word.startsWith('--'));
      return { from, sources: paths.slice(0, -1), target: paths[paths.length - 1] };
    });
}

/** Whether .dockerignore keeps a file, or a folder it lies in, out of the build context. */
function isIgnored(file: string): boolean {
  const patterns = text('.dockerignore')
    .split('\n')
    .filter((line) => line !== '')
    .map(
      (line) =>
        new RegExp(
          `^${line.replace(/[.+]/g, '\\$&').replace(/\*\*\/|\*/g, (star) => (star === '*' ? '[^/]*' : '(.*/)?'))}(/|$)`
        )
    );
  return patterns.some((pattern) => pattern.test(posix.normalize(file)));
}

function unknownScripts(run: string): string[] {
  const scripts = Object.keys(json('package.json').scripts);
  const used = [...run.matchAll(/\bnpm (?:run (\S+)|(test|start)\b)/g)].map(([, named, short]) => named ?? short);
  return used.filter((script) => !scripts.includes(script));
}

/** Empty where there is no git, as in the image. */
function trackedFiles(): string[] {
  try {
    const listed = execFileSync('git', ['ls-files', '-z'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return listed.split('\0').filter((file) => file !== '' && existsSync(path(file)) && statSync(path(file)).isFile());
  } catch {
    return [];
  }
}

function isText(file: string): boolean {
  return !readFileSync(path(file)).subarray(0, 8000).includes(0);
}
