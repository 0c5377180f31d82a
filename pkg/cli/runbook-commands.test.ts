import type { Command, CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '@devdiag/catalog/generated/checks';
import { PAGE_TEXTS } from '@devdiag/catalog/generated/pageTexts';
import { PLAYBOOKS } from '@devdiag/catalog/generated/playbooks';
import { buildProgram, type Actions } from './program.ts';

// Somebody copies these at night: each must be a command that exists, with options that it knows.

const TEXTS = Object.entries({ ...PLAYBOOKS, ...PAGE_TEXTS });
const COMMANDS = TEXTS.flatMap(([page, text]) => commandsIn(text).map((command) => ({ page, command })));

/** Every command line of devdiag-ops in a text, wherever it stands, up to what the shell takes for itself. */
function commandsIn(text: string): string[] {
  const joined = text.replace(/\\\n\s*/g, ' ');
  return [...joined.matchAll(/(?<![\w-])devdiag-ops(?= )((?:"[^"]*"|'[^']*'|[^\n`|;&<>()#"'])*)/g)]
    .map(([, args]) => args.trim())
    .filter((args) => args !== ''); // a folder: cd /opt/devdiag-ops && …
}

function wordsOf(command: string): string[] {
  return [...command.matchAll(/(?:"[^"]*"|'[^']*'|\\.|[^\s"'\\])+/g)].map(([word]) => word.replace(/["'\\]/g, ''));
}

interface Understood {
  command: string;
  options: Record<string, unknown>;
  /** Values that an option's help names. */
  offered: Record<string, string[]>;
}

function understand(line: string): Understood | string {
  let understood: Understood = { command: '', options: {}, offered: {} };
  // Whatever the program's commands do: they note what they were called with.
  const actions = new Proxy({} as Actions, {
    get:
      (_, name) =>
      async (...given: unknown[]) => {
        understood.options = { ...(given.find((one) => typeof one === 'object' && one !== null) as object) };
        understood.command = String(name);
        return 0;
      },
  });
  const program = buildProgram(actions, () => undefined);
  const quiet = (one: Command) =>
    one.exitOverride().configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
  [program, ...program.commands].forEach(quiet);
  const words = wordsOf(line);
  const command = program.commands.find((one) => one.name() === words[0]);
  // "table, json, markdown or junit": the values that an option's help offers.
  const offered = Object.fromEntries(
    (command?.options ?? []).map((option) => [
      option.attributeName(),
      option.description
        .split(': ')
        .at(-1)!
        .split(/, | or | \(/),
    ])
  );
  understood = { ...understood, offered };
  try {
    program.parse(words, { from: 'user' });
    return understood;
  } catch (error) {
    const { exitCode, message } = error as CommanderError;
    return exitCode === 0 ? { ...understood, command: 'help' } : message;
  }
}

describe('commands of the runbook', () => {
  it('are found', () => {
    expect(COMMANDS.map(({ command }) => command)).toContain('check --only stale-data');
  });

  it('would be seen if they were wrong', () => {
    const wrong =
      'a `devdiag-ops backup --to x` and\n```shell\nout=$(devdiag-ops check --quite) && \\\n  devdiag-ops plan --nope\n```';
    expect(commandsIn(wrong)).toEqual(['backup --to x', 'check --quite', 'plan --nope']);
    expect(commandsIn(wrong).map((command) => typeof understand(command))).toEqual(['string', 'string', 'string']);
    expect(understand('check --format table')).toMatchObject({
      command: 'check',
      offered: { format: ['table', 'json', 'markdown', 'junit'], failOn: ['warn', 'fail', 'error'] },
    });
  });

  it.each(COMMANDS)('$page: devdiag-ops $command', ({ command }) => {
    const understood = understand(command);
    if (typeof understood === 'string') {
      throw new Error(understood);
    }
    const { command: name, options, offered } = understood;
    expect(name).not.toBe('');
    for (const option of ['format', 'failOn']) {
      if (options[option] !== undefined) {
        expect(offered[option]).toContain(options[option]);
      }
    }
    const known = CHECKS.map(({ definition }) => definition.id);
    const only = ((options.only ?? []) as string[]).flatMap((ids) => ids.split(','));
    expect(only.filter((id) => !known.includes(id))).toEqual([]);
  });
});
