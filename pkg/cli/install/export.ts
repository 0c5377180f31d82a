import { EXPORT_FORMATS, exportFiles } from '@devdiag/installer/export/export';
import { defaultOptions } from '@devdiag/installer/options';
import { prefixProblem } from '@devdiag/installer/names';
import type { ExportFormat } from '@devdiag/installer/types';
import { choiceProblem } from '../check/request.ts';
import { CannotRun } from '../failure.ts';
import type { Io } from '../io.ts';
import { inOneText, writeFiles } from './files.ts';
import type { ExportOptions } from './options.ts';
import { chosen, settingsThere } from './situation.ts';
import { whereOf } from './target.ts';

/**
 * `devdiag-ops export`: what an installation consists of, as files for other tools. Asks Grafana for nothing but the
 * app's settings, and for those only where one is named and no file of settings is given.
 * @returns the exit code
 * @throws CannotRun; Interrupted
 */
export async function runExport(given: ExportOptions, io: Io, signal: AbortSignal): Promise<number> {
  const where = whereOf(given, io);
  const problem =
    given.format === undefined
      ? `Say which format: --format ${EXPORT_FORMATS.join(', ')}.`
      : (choiceProblem('--format', given.format, EXPORT_FORMATS) ?? prefixProblem(given.prefix));
  if (problem !== undefined) {
    throw new CannotRun(problem);
  }
  const { settings, datasourceUid } = await settingsThere(given, given.config === undefined ? where : null, io, signal);
  const datasource = given.datasource ?? datasourceUid;
  if (datasource === undefined) {
    throw new CannotRun('Name the data source that is to be asked, with --datasource UID.');
  }
  const options = chosen({ ...defaultOptions(datasource, settings), prefix: given.prefix }, given);
  const files = exportFiles(options, settings, given.format as ExportFormat);
  if (given.out === undefined) {
    io.out(inOneText(files));
  } else {
    writeFiles(files, given.out);
    files.forEach(({ path }) => io.err(`${path}\n`));
  }
  return 0;
}
