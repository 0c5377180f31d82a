// Runs webpack with create-plugin's TypeScript configuration. Node 22 and newer strip types by themselves; Node 20
// needs ts-node, whose defaults don't fit a configuration that imports with file extensions.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const webpack = createRequire(import.meta.url).resolve('webpack-cli/bin/cli.js');
const env = {
  ...process.env,
  TS_NODE_TRANSPILE_ONLY: 'true',
  TS_NODE_COMPILER_OPTIONS: JSON.stringify({
    module: 'commonjs',
    moduleResolution: 'node10',
    allowImportingTsExtensions: true,
    esModuleInterop: true,
    target: 'es2022',
  }),
};
const { status } = spawnSync(process.execPath, [webpack, '-c', 'webpack.config.ts', ...process.argv.slice(2)], {
  cwd: root,
  env,
  stdio: 'inherit',
});
process.exit(status ?? 1);
