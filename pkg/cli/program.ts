import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import type { CheckOptions } from './check/request.ts';
import type {
  ExportOptions,
  InstallOptionsGiven,
  PlanOptions,
  UninstallOptions,
  VerifyOptions,
} from './install/options.ts';
import type { RunbookOptions } from './runbook/options.ts';

/** What the commands do; apart from how they are written. */
export interface Actions {
  check(options: CheckOptions): Promise<number>;
  checks(options: { format: string }): Promise<number>;
  runbook(page: string | undefined, options: RunbookOptions): Promise<number>;
  plan(options: PlanOptions): Promise<number>;
  install(options: InstallOptionsGiven): Promise<number>;
  verify(options: VerifyOptions): Promise<number>;
  uninstall(options: UninstallOptions): Promise<number>;
  export(options: ExportOptions): Promise<number>;
}

const ABOUT = `Health of the DevDiag pipeline from the shell: the same checks,
the same judgement and the same verdict as the Health page of the Grafana app.
Its installer: folder, dashboard and alert rules into a Grafana. And its runbook.`;

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
    .addHelpText('after', `\n${EXIT_CODES}\n\nMore: devdiag-ops COMMAND --help, and docs/cli.md.\n`);

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
      'settings as JSON, as the app keeps them (default: on a database DEVDIAG_OPS_CONFIG, through Grafana those of the app; else the defaults)'
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

  addRunbook(program, actions, done);
  addInstaller(program, actions, done);
  return program;
}

const RUNBOOK_HELP = `
PAGE is a page's id, a check's, or an alert's (which leads to its playbook);
without one, all pages are listed. What is not filled in with --tenant, --problem
or --target is an example, and said to be one.

With --run the queries of the page are run on the database, each read-only, with
a time limit and a most of rows, and their answers stand in the place of their
SQL. The database is named as for "check": --dsn, or DEVDIAG_PG_*, or PG*.

Exit codes of runbook:
  0  shown, written, and with --run every query answered
  1  with --run: a query broke, or a value that it needs was not given
  3  no such page, a mistake in the options, a file in the way, no connection

Examples:
  devdiag-ops runbook runs-stalled
  devdiag-ops runbook top-problem --run --tenant acme --problem CSP_INLINE_BLOCKED
  devdiag-ops runbook --export runbook --config settings.json
`;

function addRunbook(program: Command, actions: Actions, done: (code: number) => void): void {
  program
    .command('runbook')
    .description('Show a page of the runbook, run its queries, or write all of it as Markdown')
    .argument('[page]', 'which page (default: a list of all)')
    .option('--run', 'run the queries of the page; read-only, with a time limit')
    .option('--export <folder>', 'write all pages as plain Markdown; lists what it wrote')
    .option('--tenant <name>', 'fill in this tenant')
    .option('--problem <code>', 'fill in this problem code')
    .option('--target <hash>', "fill in this target's hash")
    .option('--as-of <time>', 'instant to ask about: now, now-24h, 2026-03-18T12:00Z (default: now)')
    .option('--dsn <url>', 'database for --run, as postgres://user@host:5432/database')
    .option('--grafana-url <url>', "Grafana: for links, and for the app's thresholds (GRAFANA_URL: for links)")
    .option('--token <token>', 'token of a service account there (better: GRAFANA_TOKEN)')
    .option('--schema <name>', "name of DevDiag's schema (default: the setting, devdiag)")
    .option('--time-zone <zone>', 'time zone of the data (default: the setting, UTC)')
    .option('--timeout <seconds>', 'limit of every query', '30')
    .option(
      '--config <file>',
      'settings as JSON, as the app keeps them (default: DEVDIAG_OPS_CONFIG, else the defaults)'
    )
    .addHelpText('after', RUNBOOK_HELP)
    .allowExcessArguments(false)
    .action(async (page: string | undefined, options: RunbookOptions) => done(await actions.runbook(page, options)));
}

const INSTALL_EXIT_CODES = `Exit codes of plan, install, verify and uninstall:
  0  done, or nothing to do
  1  not as wanted: something is in the way, it failed and is as it was before,
     nobody agreed, or a rule, a panel or a resource is not as it should be
  2  changes are pending (only plan --detailed-exitcode)
  3  could not be run: no connection, refused, a mistake in the options
  4  it failed, and not everything could be put back: the report says what`;

const CHOOSING = `
What is not said stays as it is installed; of a first installation, it is the
default. RULE is an alert's id, such as runs-stalled.

Environment: GRAFANA_URL, GRAFANA_TOKEN (a command line can be read by everybody
on the machine).

${INSTALL_EXIT_CODES}
`;

function addInstaller(program: Command, actions: Actions, done: (code: number) => void): void {
  withChoosing(
    grafana(program.command('plan').description('Say what install would change; changes nothing'))
      .option('--format <format>', 'table or json', 'table')
      .option('--detailed-exitcode', 'exit with 2 when changes are pending')
      .addOption(neverAsks())
  )
    .addHelpText('after', CHOOSING)
    .action(async (options: PlanOptions) => done(await actions.plan(options)));
  withChoosing(
    grafana(program.command('install').description('Install or update folder, dashboard and alert rules; then verify'))
      .option('--format <format>', 'table or json', 'table')
      .option('--yes', 'do not ask')
  )
    .addHelpText('after', CHOOSING)
    .action(async (options: InstallOptionsGiven) => done(await actions.install(options)));
  grafana(
    program.command('verify').description('Evaluate every rule, ask every panel, compare with what should be there')
  )
    .option('--datasource <uid>', 'refuse an installation that reads another one')
    .option('--format <format>', 'table or json', 'table')
    .addOption(neverAsks())
    .addHelpText('after', `\n${INSTALL_EXIT_CODES}\n`)
    .action(async (options: VerifyOptions) => done(await actions.verify(options)));
  grafana(program.command('uninstall').description('Remove what was installed; lists it first'))
    .option('--datasource <uid>', 'refuse an installation that reads another one')
    .option('--include-edited', 'also what people changed since it was installed')
    .option('--format <format>', 'table or json', 'table')
    .option('--yes', 'do not ask')
    .addHelpText('after', `\n${INSTALL_EXIT_CODES}\n`)
    .action(async (options: UninstallOptions) => done(await actions.uninstall(options)));
  choosing(
    grafana(program.command('export').description('Write the same resources as files for other tools')),
    "the one in the app's settings"
  )
    .option('--format <format>', 'api, provisioning, terraform or resources')
    .option('--out <folder>', 'where to write them (default: all to stdout)')
    .addHelpText('after', "\nEach format: docs/exports.md. A Grafana is asked for the app's settings only.\n")
    .action(async (options: ExportOptions) => done(await actions.export(options)));
}

function grafana(command: Command): Command {
  return command
    .allowExcessArguments(false)
    .option('--grafana-url <url>', 'Grafana (default: GRAFANA_URL)')
    .option('--token <token>', 'token of a service account there (better: GRAFANA_TOKEN)')
    .option('--prefix <prefix>', 'which installation, where there are several', '')
    .option('--config <file>', "settings as JSON (default: the app's, or the defaults)")
    .option('--timeout <seconds>', 'limit of every call', '30');
}

/** @param source the data source where none is named */
function choosing(command: Command, source: string): Command {
  return command
    .option('--datasource <uid>', `data source (default: ${source})`)
    .option('--tenant <name>', 'rules and dashboard for this tenant only')
    .option('--all-tenants', 'for all tenants')
    .option('--mode <mode>', 'managed (changed through here only) or editable')
    .option('--receiver <name>', 'existing contact point for these rules')
    .option('--no-receiver', 'leave it to the notification policies')
    .option('--dashboard-folder <uid>', 'another folder for the dashboard')
    .option('--no-dashboard-folder', "the installation's own folder")
    .option('--rule <rule=on|off>', 'install a rule or not; may be given again', collect)
    .option('--threshold <rule=value>', "in the alert's unit; may be given again", collect)
    .option('--for <rule=time>', 'how long it must hold, such as 5m', collect);
}

function withChoosing(command: Command): Command {
  return choosing(command, "the installed one, else the one in the app's settings")
    .option('--keep <side>', 'where both sides changed a field: ours or theirs')
    .option('--choose <choice>', 'for one field, such as rule/UID:threshold=ours', collect);
}

/** Accepted, so that a script can give all four commands the same options. */
function neverAsks(): Option {
  return new Option('--yes', 'for scripts: this command never asks').hideHelp();
}

function collect(value: string, earlier: string[] = []): string[] {
  return [...earlier, value];
}

function version(): string {
  return JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')).version;
}
