import { ALERTS } from '@devdiag/catalog/generated/alerts';
import type { Settings } from '@devdiag/catalog/types';
import { VERSION } from './desired/desired.ts';
import { fromPlainInTemplates, ORIGIN_LABEL } from './desired/labels.ts';
import { minutesOf } from './desired/rule.ts';
import { textAt, type JsonObject } from './json.ts';
import { KINDS } from './kinds/kinds.ts';
import { foundRule } from './kinds/rule.ts';
import { alertIdOf, namesOf } from './names.ts';
import { readInstalled } from './observe/installed.ts';
import { defaultOptions, optionProblems } from './options.ts';
import type { Base, InstallOptions, Installation, Transport } from './types.ts';
import { installedVersion } from './version.ts';

/**
 * The installations that a Grafana holds, with the options they were installed with, read from the resources
 * themselves: every admin, every browser and the command line see the same.
 * A rule's own value of an option is the one that was installed, not what people made of it since.
 * @throws Refused, NoAnswer
 */
export async function findInstallations(
  transport: Transport,
  settings: Settings,
  signal?: AbortSignal
): Promise<Installation[]> {
  const { byPrefix } = await readInstalled(transport, signal);
  const installations: Installation[] = [];
  for (const [prefix, rules] of byPrefix) {
    const dashboard = await KINDS.dashboard.read(transport, namesOf(prefix).dashboard.uid, signal);
    const own = dashboard?.base?.prefix === prefix ? dashboard : null;
    const kept = keptOptions(prefix, own?.base ?? null, settings);
    const options = kept ?? optionsOf(prefix, rules, own?.fields ?? null, settings);
    // A rule that was deselected and is kept is no part of any version.
    const wanted = rules.filter((raw) => options.rules[alertIdOf(prefix, textAt(raw, 'uid')) ?? '']?.install);
    const versions = [own, ...wanted.map(foundRule)].flatMap((each) => each?.base?.version ?? []);
    installations.push({
      prefix,
      version: installedVersion(versions, VERSION) ?? '',
      options,
      folders: Object.fromEntries(rules.map((rule) => [textAt(rule, 'uid'), textAt(rule, 'folderUID')])),
    });
  }
  return installations.sort((a, b) => (a.prefix < b.prefix ? -1 : 1));
}

/** As the dashboard keeps them. An alert that came with a later version has its defaults. */
function keptOptions(prefix: string, base: Base | null, settings: Settings): InstallOptions | null {
  if (base?.options === undefined) {
    return null;
  }
  const known = defaultOptions(base.options.datasourceUid, settings);
  const rules = Object.entries(known.rules).map(([id, rule]) => [id, base.options?.rules?.[id] ?? rule] as const);
  const options = { ...known, ...base.options, prefix, rules: Object.fromEntries(rules) };
  // Somebody may have written into the dashboard; what no installation can be is not taken from it.
  return optionProblems(options).length === 0 ? options : null;
}

/** As the rules tell, for an installation whose dashboard is gone or somebody else's. */
function optionsOf(
  prefix: string,
  rules: JsonObject[],
  dashboard: Record<string, unknown> | null,
  settings: Settings
): InstallOptions {
  const names = namesOf(prefix);
  const [first] = rules;
  const options = defaultOptions(
    String((first && installed(first, 'data source')) ?? dashboard?.['data source'] ?? ''),
    settings
  );
  const folder = dashboard?.folder;
  options.prefix = prefix;
  options.dashboardFolder = typeof folder === 'string' && folder !== names.folder.uid ? folder : null;
  if (first) {
    const receiver = installed(first, 'contact point');
    options.tenant = textOrNull(fromPlainInTemplates(textAt(first, 'labels', 'tenant')));
    options.mode = textAt(first, 'labels', ORIGIN_LABEL) === '' ? 'editable' : 'managed';
    options.receiver = typeof receiver === 'string' ? receiver : null;
    for (const { definition } of ALERTS) {
      const rule = rules.find((raw) => alertIdOf(prefix, textAt(raw, 'uid')) === definition.id);
      const chosen = options.rules[definition.id];
      chosen.install = rule !== undefined;
      const threshold = rule && installed(rule, 'threshold');
      const minutes = rule && minutesOf(String(installed(rule, 'for')));
      chosen.threshold = typeof threshold === 'number' ? threshold : chosen.threshold;
      chosen.forMinutes = typeof minutes === 'number' ? minutes : chosen.forMinutes;
    }
  }
  return options;
}

/** What a field was installed as; short values are kept in the base as they are. */
function installed(rule: JsonObject, field: string): unknown {
  return foundRule(rule).base?.fields[field];
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
