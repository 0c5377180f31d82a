import { Command, InvalidArgumentError, Option } from 'commander';

export interface BenchOptions {
  /** Sizes of the history, smallest first. All have the same runs a day. */
  runs: number[];
  repeat: number;
  postgres: 15 | 18;
  page: boolean;
  only?: string[];
}

/** The history that the smallest size covers; larger ones go further back at the same rate. */
export const DAYS_OF_SMALLEST = 180;

/** Options of `npm run bench -- …`. */
export function benchOptions(argv: string[]): BenchOptions {
  return new Command('npm run bench --')
    .description('What the queries cost, as ratios within one run. Fills databases with sample data; takes minutes.')
    .addOption(
      new Option('--runs <list>', 'sizes of the history')
        .default([1_000_000, 10_000_000], '1000000,10000000')
        .argParser(sizes)
    )
    .addOption(
      new Option('--repeat <times>', 'measurements of each query; the median counts').default(7).argParser(Number)
    )
    .addOption(new Option('--postgres <version>', 'major version').default(18).choices(['15', '18']))
    .addOption(
      new Option('--only <checks>', 'ids of checks, divided by commas').argParser((text: string) => text.split(','))
    )
    .option('--no-page', 'leave out the page in a browser')
    .parse(argv, { from: 'user' })
    .opts<Omit<BenchOptions, 'postgres'> & { postgres: string | number }>() as unknown as BenchOptions;
}

function sizes(text: string): number[] {
  const values = text.split(',').map(Number);
  if (values.some((value) => !Number.isInteger(value) || value < 1000)) {
    throw new InvalidArgumentError('Give whole numbers of at least 1000, divided by commas.');
  }
  return values.sort((a, b) => a - b);
}
