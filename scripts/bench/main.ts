/**
 * `npm run bench`: what checks, alerts and panels cost against the least that their answers take, how that grows with the
 * history, and how much faster the time to remediation is told than by the view v_ttr_days. Ratios within one run on one
 * machine; the bars are the project's own.
 */
import { availableParallelism, cpus, totalmem } from 'node:os';
import { startPostgres } from '@devdiag/sandbox/postgres/server';
import { runMain, step } from '../lib/steps.ts';
import { askAll } from './asking.ts';
import { overOf } from './bars.ts';
import { fillHistories } from './histories.ts';
import { benchOptions } from './options.ts';
import { measurePage } from './page.ts';
import { allQuestions } from './questions.ts';
import { tables } from './table.ts';
import { compareAllWithView } from './view.ts';

const AS_OF = new Date('2026-03-18T12:00:00Z');
/** Whose rows the panels of one tenant show: a third of the usual sample data. */
const TENANT = 'acme';

await runMain(async () => {
  const questions = allQuestions(AS_OF.getTime(), TENANT);
  const { runs, repeat, postgres, page, only } = benchOptions(process.argv.slice(2), [
    ...new Set(questions.map(({ id }) => id)),
  ]);
  process.stdout.write(
    `${availableParallelism()} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, default server settings\n`
  );
  const server = await step(`PostgreSQL ${postgres}`, () => startPostgres({ version: postgres }));
  try {
    const histories = await fillHistories(server, runs, AS_OF);
    const measured = await step('Measuring', (say) =>
      askAll(
        histories,
        questions.filter(({ id }) => only?.includes(id) ?? true),
        { asOf: AS_OF.getTime(), repeat, say }
      )
    );
    process.stdout.write(`${tables(measured, runs)}\n`);
    const over = measured.flatMap((entry) =>
      overOf(entry).map((bar) => `${entry.question.group} ${entry.question.id} (${bar})`)
    );
    over.push(...(await compareAllWithView(histories, questions, runs[0], AS_OF)));
    if (page) {
      await measurePage(histories.sample[0], AS_OF.getTime());
    }
    process.stdout.write(over.length === 0 ? 'All within their bars.\n' : `Over their bars: ${over.join('; ')}\n`);
    return over.length === 0 ? 0 : 1;
  } finally {
    await server.stop();
  }
});
