import { css } from '@emotion/css';
import React, { useEffect, useState } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, LoadingBar, useStyles2 } from '@grafana/ui';
import { testIds } from '../../../components/testIds';
import { useWidth } from '../../../components/useWidth';

interface Props {
  /** When the request was sent, milliseconds since 1970; null when none runs. */
  since: number | null;
  onCancel: () => void;
}

/** A healthy database has answered by then. */
export const SLOW_AFTER_MS = 5000;

/** A bar as soon as something runs; after some seconds also how long it has been, and the way out. */
export function SlowNotice({ since, onCancel }: Props) {
  const styles = useStyles2(getStyles);
  const [ref, width] = useWidth<HTMLDivElement>(800);
  const waited = useWaited(since);
  return (
    <div>
      <div ref={ref} className={styles.bar} aria-hidden="true">
        {since !== null && <LoadingBar width={width} />}
      </div>
      {waited >= SLOW_AFTER_MS && (
        <div className={styles.notice} data-testid={testIds.health.state('slow')}>
          <span role="status">
            {t('health.state.slow.text', 'The database is slow. The answer will say which check takes long.')}
          </span>
          <span>
            {t('health.state.slow.waited', 'Waiting for {{seconds}} s', { seconds: Math.floor(waited / 1000) })}
          </span>
          <Button size="sm" variant="secondary" onClick={onCancel}>
            {t('health.state.slow.cancel', 'Stop waiting')}
          </Button>
        </div>
      )}
    </div>
  );
}

function useWaited(since: number | null): number {
  const [now, setNow] = useState(0);
  useEffect(() => {
    if (since === null) {
      return;
    }
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [since]);
  return since === null ? 0 : Math.max(0, now - since);
}

const getStyles = (theme: GrafanaTheme2) => ({
  // Always there, so that nothing moves when the bar comes and goes.
  bar: css({ height: 2, marginTop: theme.spacing(1), overflow: 'hidden' }),
  notice: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    padding: theme.spacing(1, 0),
    color: theme.colors.text.secondary,
  }),
});
