import { ALERTS } from '@devdiag/catalog/generated/alerts';
import type { InstallOptions } from '@devdiag/installer/types';
import { nearest } from '../check/select.ts';

/** What a command line says about an installation: text, nothing looked at. */
export interface ChosenOnCommandLine {
  datasource?: string;
  tenant?: string;
  allTenants?: boolean;
  mode?: string;
  /** False: `--no-receiver`. */
  receiver?: string | false;
  /** False: `--no-dashboard-folder`. */
  dashboardFolder?: string | false;
  rule?: string[];
  threshold?: string[];
  for?: string[];
}

const MODES = ['managed', 'editable'] as const;

/**
 * Options as they were, with the command line's on top: what it does not mention stays.
 * @returns the options, and a sentence for each mistake; values are looked at by the installer's `optionProblems`
 */
export function withChoices(
  start: InstallOptions,
  chosen: ChosenOnCommandLine
): { options: InstallOptions; problems: string[] } {
  const problems: string[] = [];
  const options: InstallOptions = { ...start, rules: { ...start.rules } };
  if (chosen.datasource !== undefined) {
    options.datasourceUid = chosen.datasource;
  }
  if (chosen.tenant !== undefined && chosen.allTenants) {
    problems.push('Use either --tenant or --all-tenants.');
  } else if (chosen.tenant !== undefined || chosen.allTenants) {
    options.tenant = chosen.tenant ?? null;
  }
  const mode = MODES.find((candidate) => candidate === chosen.mode);
  if (mode) {
    options.mode = mode;
  } else if (chosen.mode !== undefined) {
    problems.push('--mode must be managed (changed through this program and the app only) or editable.');
  }
  if (chosen.receiver !== undefined) {
    options.receiver = chosen.receiver === false ? null : chosen.receiver;
  }
  if (chosen.dashboardFolder !== undefined) {
    options.dashboardFolder = chosen.dashboardFolder === false ? null : chosen.dashboardFolder;
  }
  chooseRules(options, chosen, problems);
  return { options, problems };
}

function chooseRules(options: InstallOptions, chosen: ChosenOnCommandLine, problems: string[]): void {
  const change = (id: string, part: Partial<InstallOptions['rules'][string]>) => {
    options.rules[id] = { ...options.rules[id], ...part };
  };
  for (const { id, value } of pairs('--rule', chosen.rule, 'on or off', problems)) {
    if (value === 'on' || value === 'off') {
      change(id, { install: value === 'on' });
    } else {
      problems.push(`--rule ${id}: write ${id}=on or ${id}=off.`);
    }
  }
  for (const { id, value } of pairs('--threshold', chosen.threshold, 'a number', problems)) {
    if (/^-?(\d+\.?\d*|\.\d+)$/.test(value)) {
      change(id, { threshold: Number(value) });
    } else {
      problems.push(`--threshold ${id}: write a number, in the unit that "devdiag-ops plan" shows, such as ${id}=2.5.`);
    }
  }
  for (const { id, value } of pairs('--for', chosen.for, 'a duration', problems)) {
    const minutes = minutesOf(value);
    if (minutes !== undefined) {
      change(id, { forMinutes: minutes });
    } else {
      problems.push(`--for ${id}: write whole minutes as ${id}=5m, ${id}=1h or ${id}=1h30m.`);
    }
  }
}

/** `id=value`, each option perhaps several divided by commas. */
function pairs(
  option: string,
  given: string[] | undefined,
  what: string,
  problems: string[]
): Array<{ id: string; value: string }> {
  const ids = ALERTS.map(({ definition }) => definition.id);
  return (given ?? [])
    .flatMap((text) => text.split(','))
    .flatMap((text) => {
      const [id, value] = [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1).trim()].map((part) =>
        part.trim()
      );
      if (!text.includes('=')) {
        problems.push(`${option} ${text.slice(0, 60)}: write an alert's id, an equals sign and ${what}.`);
        return [];
      }
      if (!ids.includes(id)) {
        const near = nearest(id, ids);
        problems.push(
          `${option}: there is no alert "${id.slice(0, 60)}". ${near ? `Did you mean ${near}?` : `There are: ${ids.join(', ')}.`}`
        );
        return [];
      }
      return [{ id, value }];
    });
}

/** "90m", "1h30m", "0": whole minutes; undefined for what is none. */
function minutesOf(text: string): number | undefined {
  const found = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?$/.exec(text);
  if (/^0[smh]?$/.test(text)) {
    return 0;
  }
  if (!found || text === '') {
    return undefined;
  }
  const [days, hours, minutes] = found.slice(1).map((part) => Number(part ?? 0));
  return (days * 24 + hours) * 60 + minutes;
}
