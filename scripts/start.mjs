// The way in for `npm run demo`, `npm test` and `npm run bench`. Plain JavaScript without dependencies, because on a
// fresh machine nothing is installed yet: it checks Node, installs what the lock file names, then hands over.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = [20, 19];
const COMMANDS = { demo: 'scripts/demo/main.ts', test: 'scripts/test/main.ts', bench: 'scripts/bench/main.ts' };

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [command, ...args] = process.argv.slice(2);

requireNode();
if (!(command in COMMANDS)) {
  fail(`"${command ?? ''}" is none of: ${Object.keys(COMMANDS).join(', ')}.`);
}
installDependencies();
handOver(COMMANDS[command], args);

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    fail(
      `This needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}. Install a newer one from nodejs.org.`
    );
  }
}

/** Runs `npm ci` unless node_modules already is what the lock file says. */
function installDependencies() {
  const stamp = join(root, 'node_modules', '.installed-for');
  const linked = existsSync(join(root, 'node_modules', '.bin', 'devdiag-ops'));
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (linked && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
    return;
  }
  const { bavail, bsize } = statfsSync(root);
  if (bavail * bsize < 2.5e9) {
    fail(
      `The dependencies need some 2.5 GB of disk; ${((bavail * bsize) / 1e9).toFixed(1)} GB are free here. Make room and try again.`
    );
  }
  const started = Date.now();
  process.stdout.write('• Installing dependencies (npm ci; a minute or two, only this time) …\n');
  const npm = process.env.npm_execpath ? [process.execPath, [process.env.npm_execpath]] : ['npm', []];
  const { status, error } = spawnSync(npm[0], [...npm[1], 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error || status !== 0) {
    fail(
      `npm ci failed${error ? ` (${error.message})` : ''}. Its own words are above; is the package registry within reach?`
    );
  }
  writeFileSync(stamp, wanted);
  process.stdout.write(`✓ Dependencies installed (${((Date.now() - started) / 1000).toFixed(0)} s)\n`);
}

/** Starts the TypeScript program and ends as it ends. */
function handOver(script, scriptArgs) {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, script), ...scriptArgs], {
    cwd: root,
    stdio: 'inherit',
  });
  // Ctrl-C reaches the whole process group; this one stays until the child has cleaned up.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
  }
  child.on('error', (error) => fail(`Node could not be started again: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

function fail(sentence) {
  process.stderr.write(`✗ ${sentence}\n`);
  process.exit(1);
}
