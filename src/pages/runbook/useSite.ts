import { useMemo, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { dateTime } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import type { Settings } from '@devdiag/catalog/types';
import { currentAccess } from '../../grafana/access';
import { usePluginSettings } from '../../grafana/settings';

/** What a playbook needs to know about where it is read. Complete or not, the text reads well. */
export interface Site {
  loading: boolean;
  /** Undefined when they can't be read: then the page shows defaults and says so. */
  settings?: Settings;
  /** The data source that queries can be opened with. */
  dataSource?: { uid: string; type: string };
  /** Why queries can't be opened in Explore; undefined when they can. */
  noExplore?: 'no-data-source' | 'not-allowed';
  /** From the link that led here. */
  tenant: string | null;
  /** Milliseconds since 1970. */
  asOf: number;
  /** The `asof` and `tenant` of the address, to be handed on to Health. */
  passOn: { asof?: string; tenant?: string };
}

/** Reads settings and address. */
export function useSite(): Site {
  const { search } = useLocation();
  const { loading, settings, stored } = usePluginSettings();
  const [opened] = useState(() => Date.now());
  const uid = typeof stored?.datasourceUid === 'string' ? stored.datasourceUid : undefined;
  return useMemo(() => {
    const query = new URLSearchParams(search);
    const asof = query.get('asof') || undefined;
    // A link from an alert whose template was not expanded still holds braces.
    const tenant = usable(query.get('tenant'));
    const instance = uid ? getDataSourceSrv().getInstanceSettings(uid) : undefined;
    const dataSource = instance ? { uid: instance.uid, type: instance.type } : undefined;
    return {
      loading,
      settings,
      dataSource,
      noExplore: !currentAccess().canExplore ? 'not-allowed' : dataSource ? undefined : 'no-data-source',
      tenant,
      asOf: instantOf(asof) ?? opened,
      passOn: { asof, tenant: tenant ?? undefined },
    };
  }, [search, loading, settings, uid, opened]);
}

function usable(value: string | null): string | null {
  return value === null || value === '' || /\{\{.*\}\}|\[no value\]/.test(value) ? null : value;
}

function instantOf(asof: string | undefined): number | undefined {
  if (!asof) {
    return undefined;
  }
  const time = dateTime(/^\d{12,14}$/.test(asof) ? Number(asof) : asof);
  return time.isValid() ? time.valueOf() : undefined;
}
