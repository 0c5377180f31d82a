import { css, cx } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import type { Outcome } from '@devdiag/catalog/types';
import { OUTCOME_ICONS, outcomeColor, outcomeLabel } from './outcomeLook';

interface Props {
  outcome: Outcome;
  className?: string;
}

/** The outcome as icon, colour and word. */
export function OutcomeBadge({ outcome, className }: Props) {
  const styles = useStyles2(getStyles, outcome);
  return (
    <span className={cx(styles.badge, className)}>
      <Icon name={OUTCOME_ICONS[outcome]} />
      {outcomeLabel(outcome)}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2, outcome: Outcome) => ({
  badge: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    whiteSpace: 'nowrap',
    color: outcomeColor(outcome, theme).text,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    height: theme.spacing(2.75),
  }),
});
