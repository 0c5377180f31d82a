/**
 * The plugin's settings, read and written through Grafana. What a setting means and which values it may have is the
 * engine's; this file only talks to Grafana and keeps what other people and versions have stored.
 */
import { useCallback, useEffect, useState } from 'react';
import { t } from '@grafana/i18n';
import { getBackendSrv, hasPermission, isFetchError } from '@grafana/runtime';
import { CHECK_DEFINITIONS } from '@devdiag/catalog/generated/checkDefinitions';
import type { Settings } from '@devdiag/catalog/types';
import { applyChange, conflictingPaths, type SettingsChange } from '@devdiag/engine/settings/change';
import { completeSettings, type SettingsProblem, type StoredSettings } from '@devdiag/engine/settings/settings';
import { PLUGIN_ID } from '../constants';

/** What Grafana holds about the app. `stored` has every key of jsonData, known or not. */
export interface LoadedSettings {
  stored: StoredSettings & SettingsChange;
  enabled: boolean;
  pinned: boolean;
}

/** Why settings could not be read or saved. The message is a sentence for people. */
export class SettingsError extends Error {
  override name = 'SettingsError';
  constructor(
    readonly kind: 'conflict' | 'forbidden' | 'offline' | 'failed',
    message: string,
    /** Dotted paths that somebody else changed; only with `conflict`. */
    readonly paths: string[] = []
  ) {
    super(message);
  }
}

/** The server's words go into text, not into HTML. */
const RAW = { interpolation: { escapeValue: false } };
const DEFINITIONS = CHECK_DEFINITIONS;
const URL = `/api/plugins/${PLUGIN_ID}/settings`;

/** Whether this person may save the plugin's settings (in Grafana's basic roles: Admins). */
export function canEditSettings(): boolean {
  return hasPermission('plugins:write');
}

/**
 * Reads the settings from Grafana's API, since `plugin.meta` can lag behind a save.
 * @throws SettingsError
 */
export async function loadSettings(): Promise<LoadedSettings> {
  try {
    const answer = await getBackendSrv().get<Partial<LoadedSettings> & { jsonData?: unknown }>(
      URL,
      undefined,
      undefined,
      {
        showErrorAlert: false,
      }
    );
    const { jsonData } = answer;
    const isObject = typeof jsonData === 'object' && jsonData !== null && !Array.isArray(jsonData);
    return {
      stored: isObject ? { ...jsonData } : {},
      enabled: answer.enabled ?? true,
      pinned: answer.pinned ?? true,
    };
  } catch (error) {
    throw settingsError(error, 'read');
  }
}

/**
 * Lays a change over what is stored at this moment and saves it. Keys the change doesn't name stay as they are.
 * @param change Nested like the settings; `undefined` puts a setting back to its default.
 * @param base The stored settings that the person saw. A key that somebody else changed since then is a conflict and
 *   nothing is saved; without `base` the change wins.
 * @returns What is stored now.
 * @throws SettingsError
 */
export async function saveSettings(change: SettingsChange, base?: SettingsChange): Promise<LoadedSettings> {
  const current = await loadSettings();
  const paths = base ? conflictingPaths(base, current.stored, change) : [];
  if (paths.length > 0) {
    throw new SettingsError(
      'conflict',
      t('settings.error.conflict', 'Somebody else changed the same settings meanwhile. Nothing was saved.'),
      paths
    );
  }
  const stored = applyChange(current.stored, { ...change, savedAt: new Date().toISOString() });
  const { enabled, pinned } = current;
  try {
    // The page says itself how it went, so that the message stands where the person is looking.
    await getBackendSrv().post(
      URL,
      { enabled, pinned, jsonData: stored },
      { showErrorAlert: false, showSuccessAlert: false }
    );
  } catch (error) {
    throw settingsError(error, 'save');
  }
  return { stored, enabled, pinned };
}

export interface PluginSettings {
  loading: boolean;
  /** What is stored, unknown keys included; undefined until it is read. */
  stored?: LoadedSettings['stored'];
  /** Complete, defaults filled in; undefined until they are read or when reading failed. */
  settings?: Settings;
  /** Stored values that are invalid and were replaced by their defaults. */
  problems: SettingsProblem[];
  error?: SettingsError;
  /** False when the app is installed but not enabled. */
  enabled: boolean;
  canEdit: boolean;
  reload: () => void;
}

type State = Pick<PluginSettings, 'loading' | 'stored' | 'settings' | 'problems' | 'error' | 'enabled'>;

/** The settings in force, for pages. `reload` reads them again and keeps showing the old ones meanwhile. */
export function usePluginSettings(): PluginSettings {
  const [state, setState] = useState<State>({ loading: true, problems: [], enabled: true });
  const [round, setRound] = useState(0);
  useEffect(() => {
    let current = true;
    const show = (next: State) => current && setState(next);
    loadSettings().then(
      ({ stored, enabled }) => show({ loading: false, stored, enabled, ...completeSettings(stored, DEFINITIONS) }),
      (error: unknown) => show({ loading: false, problems: [], enabled: true, error: settingsError(error, 'read') })
    );
    return () => {
      current = false;
    };
  }, [round]);
  const reload = useCallback(() => {
    setState((before) => ({ ...before, loading: true }));
    setRound((before) => before + 1);
  }, []);
  return { ...state, canEdit: canEditSettings(), reload };
}

function settingsError(error: unknown, doing: 'read' | 'save'): SettingsError {
  if (error instanceof SettingsError) {
    return error;
  }
  const status = isFetchError(error) ? error.status : undefined;
  if (status === 401 || status === 403) {
    return new SettingsError(
      'forbidden',
      doing === 'save'
        ? t(
            'settings.error.save-forbidden',
            'Only an Admin of this organisation can change the settings. Nothing was saved.'
          )
        : t(
            'settings.error.read-forbidden',
            'You may not read the settings of this app. Ask an Admin of this organisation.'
          )
    );
  }
  if (status === undefined || status === 0) {
    return new SettingsError(
      'offline',
      doing === 'save'
        ? t('settings.error.save-offline', 'Grafana could not be reached. Nothing was saved; try again in a moment.')
        : t('settings.error.read-offline', 'Grafana could not be reached, so the settings could not be read.')
    );
  }
  const reason = isFetchError<{ message?: string }>(error) ? (error.data?.message ?? error.statusText ?? '') : '';
  return new SettingsError(
    'failed',
    doing === 'save'
      ? t('settings.error.save-failed', 'Grafana did not save the settings ({{status}}): {{reason}}', {
          status,
          reason,
          ...RAW,
        })
      : t('settings.error.read-failed', 'Grafana did not give the settings ({{status}}): {{reason}}', {
          status,
          reason,
          ...RAW,
        })
  );
}
