import { useCallback, useMemo, useRef } from 'react';
import { firstValueFrom } from 'rxjs';
import type { Settings } from '@devdiag/catalog/types';
import { listTenants } from '../../grafana/tenants';

/** Finds tenants by what was typed. The list is read once, when somebody first asks for it. */
export function useTenants(dataSourceUid: string, settings: Settings): (typed: string) => Promise<string[]> {
  const source = useMemo(() => ({ dataSourceUid, settings }), [dataSourceUid, settings]);
  const read = useRef<{ source: typeof source; tenants: Promise<string[]> } | null>(null);
  return useCallback(
    async (typed: string) => {
      if (read.current?.source !== source) {
        const tenants = firstValueFrom(listTenants(source.dataSourceUid, source.settings)).then((answer) => {
          if (!answer.ok) {
            // Not kept: the next opening tries again. Any tenant can still be typed.
            read.current = null;
          }
          return answer.ok ? answer.tenants : [];
        });
        read.current = { source, tenants };
      }
      const wanted = typed.trim().toLocaleLowerCase();
      return (await read.current.tenants).filter((tenant) => tenant.toLocaleLowerCase().includes(wanted));
    },
    [source]
  );
}
