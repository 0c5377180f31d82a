import { useMemo } from 'react';
import { firstValueFrom } from 'rxjs';
import type { Settings } from '@devdiag/catalog/types';
import { listTenants } from '../../../grafana/tenants';

/** Finds tenants by what was typed; one that is not found can still be typed. */
export function useTenantNames(
  datasourceUid: string,
  settings: Settings
): (typed: string) => Promise<Array<{ value: string; label: string }>> {
  return useMemo(() => {
    let names: Promise<string[]> | null = null;
    return async (typed) => {
      names ??= datasourceUid === '' ? Promise.resolve([]) : read(datasourceUid, settings);
      const wanted = typed.trim().toLocaleLowerCase();
      return (await names)
        .filter((name) => name.toLocaleLowerCase().includes(wanted))
        .map((name) => ({ value: name, label: name }));
    };
  }, [datasourceUid, settings]);
}

async function read(datasourceUid: string, settings: Settings): Promise<string[]> {
  const answer = await firstValueFrom(listTenants(datasourceUid, settings));
  return answer.ok ? answer.tenants : [];
}
