import React, { useMemo, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { useSite } from '../site/useSite';
import { firingIds } from '../state/alertsOf';
import { LiveFeed } from '../state/live';
import type { LiveState } from '../state/LiveContext';
import { PageList } from './PageList';
import { RunbookSearch } from './RunbookSearch';

const NONE: readonly string[] = [];

/** Every page of the runbook by section, with the search over all of them, which knows what fires. */
export function PageIndex() {
  const styles = useStyles2(getStyles);
  const site = useSite();
  const { parameters } = site;
  const [live, setLive] = useState<LiveState | null>(null);
  const firing = useMemo(() => (live ? firingIds(live.alerts) : NONE), [live]);
  return (
    <>
      <LiveFeed site={site} alertId={null} withChecks={false} onState={setLive} />
      <div className={styles.page}>
        <RunbookSearch parameters={parameters} firing={firing}>
          <PageList parameters={parameters} />
        </RunbookSearch>
      </div>
    </>
  );
}

const getStyles = (_: GrafanaTheme2) => ({
  page: css({ containerType: 'inline-size', containerName: 'runbook', '& > div > :first-child': { maxWidth: 480 } }),
});
