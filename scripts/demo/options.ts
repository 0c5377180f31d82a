import { Command, InvalidArgumentError, Option } from 'commander';
import { DEMO_FAULTS } from './faults.ts';

export interface DemoOptions {
  port: number;
  runs: number;
  fault?: string;
  dsn?: string;
  grafana?: string;
}

/** Options of `npm run demo -- …`. Ends the process with a sentence when they make no sense. */
export function demoOptions(argv: string[]): DemoOptions {
  return new Command('npm run demo --')
    .description('DevDiag Ops in a browser, on a real PostgreSQL with 180 days of sample data.')
    .addOption(new Option('--port <number>', 'port of the page').default(3400).argParser(wholeNumber(1, 65_535)))
    .addOption(
      new Option('--runs <number>', 'diagnostic runs to fill in').default(50_000).argParser(wholeNumber(0, 20_000_000))
    )
    .addOption(
      new Option('--fault <check>', 'make one known fault, to see a page that is not green').choices(
        Object.keys(DEMO_FAULTS)
      )
    )
    .addOption(
      new Option(
        '--dsn <url>',
        'your own database instead, for example postgres://grafana:secret@db:5432/devdiag'
      ).conflicts(['fault'])
    )
    .addOption(
      new Option(
        '--grafana <dir>',
        'a Grafana installed on this machine instead of the stand-in: the folder that holds bin/ and public/'
      )
    )
    .allowExcessArguments(false)
    .parse(argv, { from: 'user' })
    .opts<DemoOptions>();
}

function wholeNumber(min: number, max: number) {
  return (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max) {
      throw new InvalidArgumentError(`Give a whole number from ${min} to ${max}.`);
    }
    return value;
  };
}
