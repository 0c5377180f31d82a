import { useEffect, useState } from 'react';
import { getDataSourceSrv } from '@grafana/runtime';
import type { Site } from '../site/useSite';

/**
 * Whether the page's first queries are on their way, or there are none to send. What can wait asks after that: Grafana
 * sends five requests at a time and lets its API go first, so that the evidence would wait for all of them.
 * Call it after the queries' own hook: who asked for the data source first gets it first.
 */
export function useUnderWay({ loading, dataSource }: Pick<Site, 'loading' | 'dataSource'>): boolean {
  const uid = loading ? undefined : (dataSource?.uid ?? null);
  const [loaded, setLoaded] = useState<string | null>(null);
  useEffect(() => {
    let isCurrent = true;
    if (uid) {
      const done = () => isCurrent && setLoaded(uid);
      getDataSourceSrv().get(uid).then(done, done);
    }
    return () => {
      isCurrent = false;
    };
  }, [uid]);
  return uid === null || (uid !== undefined && loaded === uid);
}
