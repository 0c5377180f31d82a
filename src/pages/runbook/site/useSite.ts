import { useMemo, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { usePluginContext } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { CHECK_DEFINITIONS } from '@devdiag/catalog/generated/checkDefinitions';
import type { Settings } from '@devdiag/catalog/types';
import { completeSettings } from '@devdiag/engine/settings/settings';
import { currentAccess, type Access } from '../../../grafana/access';
import { usePluginSettings } from '../../../grafana/settings';
import { readParameters, type ParameterProblem, type Parameters } from './parameters';

/** Why no query can run here. */
export type NoQueries =
  /** Nobody has chosen a data source. */
  | 'no-data-source'
  /** The chosen one is gone, or this person may not see it. */
  | 'data-source-gone'
  | 'settings-unreadable';

/** What a page needs to know about where it is read. Complete or not, the text reads well. */
export interface Site {
  /** The settings are still being read, and nothing is known of them yet. */
  loading: boolean;
  /** In force, defaults filled in; undefined when they can't be read: then the page shows defaults and says so. */
  settings?: Settings;
  /** Those in force, else the defaults: for SQL to read and to copy. */
  assumed: Settings;
  /** The data source that queries run through. */
  dataSource?: { uid: string; type: string };
  noQueries?: NoQueries;
  access: Access;
  parameters: Parameters;
  problems: ParameterProblem[];
  /** When the page was opened, milliseconds since 1970: the instant of texts to copy where none was asked about. */
  openedAt: number;
}

const DEFAULT_SETTINGS = completeSettings({}, CHECK_DEFINITIONS).settings;

/**
 * Reads settings and address. Grafana hands a page the settings that it has loaded itself: those count until the page's
 * own reading confirms them, so that the first queries go out without waiting for it.
 */
export function useSite(): Site {
  const { search } = useLocation();
  const handed: unknown = usePluginContext()?.meta.jsonData;
  const read = usePluginSettings();
  const [openedAt] = useState(() => Date.now());
  const early = useMemo(
    () => (isStored(handed) ? completeSettings(handed, CHECK_DEFINITIONS).settings : undefined),
    [handed]
  );
  const settings = read.error ? undefined : (read.settings ?? early);
  const stored = read.error ? undefined : (read.stored ?? (isStored(handed) ? handed : undefined));
  const uid = typeof stored?.datasourceUid === 'string' && stored.datasourceUid !== '' ? stored.datasourceUid : null;
  return useMemo(() => {
    const instance = uid === null ? undefined : getDataSourceSrv().getInstanceSettings(uid);
    const loading = read.loading && settings === undefined;
    return {
      loading,
      settings,
      assumed: settings ?? DEFAULT_SETTINGS,
      dataSource: instance ? { uid: instance.uid, type: instance.type } : undefined,
      noQueries:
        loading || instance
          ? undefined
          : !settings
            ? 'settings-unreadable'
            : uid
              ? 'data-source-gone'
              : 'no-data-source',
      access: currentAccess(),
      openedAt,
      ...locationParts(search, openedAt),
    };
  }, [search, read.loading, settings, uid, openedAt]);
}

function locationParts(search: string, openedAt: number): Pick<Site, 'parameters' | 'problems'> {
  return readParameters(search, openedAt);
}

/** Without a data source nothing can go out early anyway. */
function isStored(value: unknown): value is Record<string, unknown> & { datasourceUid: string } {
  return typeof value === 'object' && value !== null && 'datasourceUid' in value;
}
