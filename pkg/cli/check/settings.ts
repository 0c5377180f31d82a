import { readFileSync } from 'node:fs';
import type { CheckDefinition, Settings } from '@devdiag/catalog/types';
import { completeSettings, type SettingsProblem } from '@devdiag/engine/settings/settings';

/** What the command line says about settings, on top of stored ones. */
export interface SettingsOverrides {
  schema?: string;
  timeZone?: string;
}

/** A file of settings, and what named it. */
export interface ConfigFile {
  path: string;
  by: '--config' | 'DEVDIAG_OPS_CONFIG';
}

/**
 * The file of settings that a command is to follow.
 * @param env where there is no Grafana whose app has them; undefined: only the option counts
 */
export function configFile(
  option: string | undefined,
  env?: Readonly<Record<string, string | undefined>>
): ConfigFile | undefined {
  if (option !== undefined) {
    return { path: option, by: '--config' };
  }
  const path = env?.DEVDIAG_OPS_CONFIG;
  return path ? { path, by: 'DEVDIAG_OPS_CONFIG' } : undefined;
}

const KNOWN = new Set([
  'datasourceUid',
  'schema',
  'timeZone',
  'retentionDays',
  'expectedHours',
  'thresholds',
  'contacts',
  'savedAt',
  'provisioned',
]);

/**
 * Stored settings from a JSON file: what the plugin keeps in jsonData, or an object around it with the key jsonData.
 * @returns the stored settings, or why the file is none, as a sentence
 */
export function readConfigFile({ path, by }: ConfigFile): { stored: Record<string, unknown> } | { problem: string } {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : (code ?? 'unknown');
    return { problem: `The file of ${by} (${path}) cannot be read: ${why}.` };
  }
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return { problem: `The file of ${by} (${path}) is not JSON.` };
  }
  const stored = isRecord(content) && isRecord(content.jsonData) ? content.jsonData : content;
  return isRecord(stored) ? { stored } : { problem: `The file of ${by} (${path}) must hold an object of settings.` };
}

/** Keys and checks that a settings file names and nobody reads: most likely misspelt. */
export function unreadSettings(stored: Record<string, unknown>, definitions: CheckDefinition[]): string[] {
  const keys = Object.keys(stored).filter((key) => !KNOWN.has(key));
  const thresholds = isRecord(stored.thresholds) ? stored.thresholds : {};
  const inThresholds = Object.entries(thresholds).flatMap(([id, values]) => {
    const definition = definitions.find((candidate) => candidate.id === id);
    if (!definition) {
      return [`thresholds.${id}`];
    }
    const known = definition.thresholds.map((threshold) => threshold.id);
    return Object.keys(isRecord(values) ? values : {})
      .filter((key) => !known.includes(key))
      .map((key) => `thresholds.${id}.${key}`);
  });
  return [...keys, ...inThresholds];
}

/** Stored settings with the command line's on top, made complete. */
export function settingsInForce(
  stored: unknown,
  overrides: SettingsOverrides,
  definitions: CheckDefinition[]
): { settings: Settings; problems: SettingsProblem[] } {
  const given = Object.entries(overrides).filter(([, value]) => value !== undefined);
  return completeSettings({ ...(isRecord(stored) ? stored : {}), ...Object.fromEntries(given) }, definitions);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
