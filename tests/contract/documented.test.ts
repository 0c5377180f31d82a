import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { startStandIn } from '../../pkg/sandbox/server/standin.ts';

const PLUGIN = fileURLToPath(new URL('fixture-plugin', import.meta.url));

async function documentedCalls(file: string): Promise<string[]> {
  const text = await readFile(new URL(`../../docs/${file}`, import.meta.url), 'utf8');
  return [...text.matchAll(/^\| `((?:GET|POST|PUT|PATCH|DELETE) [^`]+)`/gm)].map(([, call]) => call!);
}

it('every call that the stand-in answers is documented, and nothing else is', async () => {
  const standIn = await startStandIn({
    port: 0,
    distDir: PLUGIN,
    hostDir: tmpdir(),
    datasources: [],
    log: () => undefined,
  });
  await standIn.stop();
  const documented = [...(await documentedCalls('grafana-calls.md')), ...(await documentedCalls('stand-in.md'))];
  expect(documented.sort()).toEqual(standIn.calls);
});
