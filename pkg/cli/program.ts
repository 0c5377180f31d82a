import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { CheckOptions } from './check/request.ts';

/** What the commands do; apart from how they are written. */
export interface Actions {
  check(options: CheckOptions): Promise<number>;
  checks(options: { format: string }): Promise<number>;
}

const ABOUT = `Health of the DevDiag pipeline from the shell: the same checks,
the same judgement and the same verdict as the Health page of the Grafana app.`;

const EXIT_CODES = `Exit codes of check, from the level of --fail-on up (warn < fail < error):
  0  nothing that counts: all passed, or only what is below the level
  1  the worst that counts is a warning (only with --fail-on warn)
  2  a check failed (with --fail-on warn or fail)
  3  something could not be run or evaluated: a query broke or hit its limit,
     a table or a privilege is missing, too little history, no connection,
     a mistake in the options. 2 wins over 3, 3 over 1.`;

const CHECK_HELP = `
Where the data is, one of:
  --dsn              the database itself. Parts that the address leaves out come
                     from the environment below; mutes can't be seen this way.
  --grafana-url      through Grafana's data source, as the page does: with the
                     app's settings, and with mutes.
  the environment    the database, when DEVDIAG_PG_HOST, _DB or _USER or PGHOST,
                     PGDATABASE or PGUSER is set; else Grafana at GRAFANA_URL.

Environment (passwords and tokens belong here: a command line can be read by
everybody on the machine):
  DEVDIAG_PG_HOST    host, or host:port
  DEVDIAG_PG_USER, DEVDIAG_PG_PASS, DEVDIAG_PG_DB
  PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE, PGPASSFILE, PGSSLMODE,
  PGSSLROOTCERT      as in psql; each is used where the ones above say nothing
  GRAFANA_URL, GRAFANA_TOKEN
  NO_COLOR           no colours, also on a terminal

${EXIT_CODES}

Examples:
  DEVDIAG_PG_PASS=… devdiag-ops check --dsn postgres://grafana@db/devdiag
  devdiag-ops check --only stale-data,new-rows-today --fail-on warn
  devdiag-ops check --as-of now-24h --tenant acme --format markdown
  devdiag-ops check --grafana-url https://grafana.example --format json

Every morning at eight, one line when all is well (crontab):
  0 8 * * *  cd /opt/devdiag-ops && npx --no-install devdiag-ops check --quiet
`;

/** Commands and options. Values are taken as text; what they mean is looked at afterwards, all mistakes at once. */
export function buildProgram(actions: Actions, done: (code: number) => void): Command {
  const program = new Command('devdiag-ops')
    .description(ABOUT)
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this, or the help of a command')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', `\n${EXIT_CODES}\n\nMore: devdiag-ops check --help, and docs/cli.md.\n`);

  program
    .command('check')
    .description('Run the checks and report; read-only, with a time limit')
    .option('--dsn <url>', 'database to ask, as postgres://user@host:5432/database')
    .option('--grafana-url <url>', 'Grafana to ask through')
    .option('--token <token>', 'token of a service account there (better: GRAFANA_TOKEN)')
    .option('--datasource <uid>', "data source there (default: the one in the app's settings)")
    .option('--as-of <time>', 'instant to ask about: now, now-24h, 2026-03-18T12:00Z (default: now)')
    .option('--tenant <name>', 'only this tenant (default: all)')
    .option('--only <ids>', 'only these checks, divided by commas; may be given again', collect)
    .option('--format <format>', 'table, json, markdown or junit', 'table')
    .option('--fail-on <level>', 'what the exit code counts from: warn, fail or error', 'fail')
    .option('--quiet', 'one line when nothing counts; the whole report otherwise')
    .option('--schema <name>', "name of DevDiag's schema (default: the setting, devdiag)")
    .option('--time-zone <zone>', 'time zone of the data (default: the setting, UTC)')
    .option('--timeout <seconds>', 'limit of every query', '30')
    .option(
      '--config <file>',
      'settings as JSON, as the app keeps them (default: those of the app with --grafana-url, else the defaults)'
    )
    .addHelpText('after', CHECK_HELP)
    .allowExcessArguments(false)
    .action(async (options: CheckOptions) => done(await actions.check(options)));

  program
    .command('checks')
    .description('List the checks and their thresholds by default')
    .option('--format <format>', 'table or json', 'table')
    .allowExcessArguments(false)
    .action(async (options: { format: string }) => done(await actions.checks(options)));

  return program;
}

function collect(value: string, earlier: string[] = []): string[] {
  return [...earlier, value];
}

function version(): string {
  return JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')).version;
}
