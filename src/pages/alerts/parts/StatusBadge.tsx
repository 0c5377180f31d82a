import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import type { AlertState } from '@devdiag/engine/alerts/alerts';
import { lookOf, toneColors, type StatusLook } from '../statusLook';

/** What an alert says: icon, colour and word. */
export function StatusBadge({ of }: { of: Pick<AlertState, 'status' | 'isQuiet' | 'isLate'> }) {
  const look = lookOf(of);
  const styles = useStyles2(getStyles, look.tone);
  return (
    <span className={styles.badge} data-status={of.status}>
      <Icon name={look.icon} />
      {look.label}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2, tone: StatusLook['tone']) => ({
  badge: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    color: toneColors(tone, theme).text,
    fontWeight: theme.typography.fontWeightMedium,
  }),
});
