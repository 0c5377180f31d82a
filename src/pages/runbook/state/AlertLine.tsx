import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { TextLink, useStyles2 } from '@grafana/ui';
import type { AlertState } from '@devdiag/engine/alerts/alerts';
import { alertsUrl } from '../../../grafana/alertLinks';
import { StatusBadge } from '../../alerts/parts/StatusBadge';
import { sinceWords } from '../../alerts/words';

interface Props {
  alert: AlertState;
  /** Which of several installations it is of; null: there is one only. */
  where: string | null;
  /** What is shown is older than it should be. */
  isOld: boolean;
  now: number;
}

/** What an alert says and since when, in a line. */
export function AlertLine({ alert, where, isOld, now }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.line}>
      <StatusBadge of={{ ...alert, isLate: alert.isLate || isOld }} />
      <span>
        <TextLink href={alertsUrl(alert.definition.id)}>{alert.definition.title}</TextLink>{' '}
        {where !== null && `(${where}) `}
        <span className={styles.quiet}>{sinceWords(alert.since, now)}</span>
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: theme.spacing(0, 1.5) }),
  quiet: css({ color: theme.colors.text.secondary }),
});
