import React, { useEffect, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, LoadingBar, useStyles2 } from '@grafana/ui';
import { useWidth } from '../../../components/useWidth';

interface Props {
  /** Milliseconds since 1970. */
  since: number;
  onCancel: () => void;
}

/** While a query runs: that it does, for how long, and the way out. */
export function Waiting({ since, onCancel }: Props) {
  const styles = useStyles2(getStyles);
  const [ref, width] = useWidth<HTMLDivElement>(400);
  const [now, setNow] = useState(since);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.floor((now - since) / 1000));
  return (
    <div>
      <div ref={ref} className={styles.bar} aria-hidden="true">
        <LoadingBar width={width} />
      </div>
      <div className={styles.line}>
        <span>
          {seconds === 0
            ? t('runbook.query.running', 'Running')
            : t('runbook.query.running-for', 'Running for {{seconds}} s', { seconds })}
        </span>
        <Button size="sm" variant="secondary" fill="text" onClick={onCancel}>
          {t('runbook.query.cancel', 'Stop')}
        </Button>
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ height: 2, overflow: 'hidden' }),
  line: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), color: theme.colors.text.secondary }),
});
