import { Command, InvalidArgumentError, Option } from 'commander';

export interface BenchOptions {
  /** Sizes of the history, smallest first. All have the same runs a day. */
  runs: number[];
  repeat: number;
  postgres: 15 | 18;
  page: boolean;
  only?: string[];
}

/**
 * Options of `npm run bench -- …`.
 * @param ids of everything that can be measured
 */
export function benchOptions(argv: string[], ids: string[]): BenchOptions {
  const options = new Command('npm run bench --')
    .description('What the queries cost, as ratios within one run. Fills databases with sample data; takes minutes.')
    .addOption(
      new Option('--runs <list>', 'sizes of the history')
        .default([1_000_000, 10_000_000], '1000000,10000000')
        .argParser(sizes)
    )
    .addOption(
      new Option('--repeat <times>', 'measurements of each query; the fastest counts').default(7).argParser(times)
    )
    .addOption(new Option('--postgres <version>', 'major version').default('18').choices(['15', '18']))
    .addOption(
      new Option('--only <ids>', 'ids of checks, alerts and panels, divided by commas').argParser((text: string) =>
        known(text, ids)
      )
    )
    .option('--no-page', 'leave out the page in a browser')
    .parse(argv, { from: 'user' })
    .opts<Omit<BenchOptions, 'postgres'> & { postgres: string }>();
  return { ...options, postgres: options.postgres === '15' ? 15 : 18 };
}

function sizes(text: string): number[] {
  const values = text.split(',').map(Number);
  if (values.some((value) => !Number.isInteger(value) || value < 1000)) {
    throw new InvalidArgumentError('Give whole numbers of at least 1000, divided by commas.');
  }
  return values.sort((a, b) => a - b);
}

function times(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new InvalidArgumentError('Give a whole number of at least 1.');
  }
  return value;
}

function known(text: string, ids: string[]): string[] {
  const chosen = text.split(',');
  const strange = chosen.filter((id) => !ids.includes(id));
  if (strange.length > 0) {
    throw new InvalidArgumentError(`Not known: ${strange.join(', ')}. There are: ${ids.join(', ')}.`);
  }
  return chosen;
}
