import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import type { ResourceKind, StepReport } from '@devdiag/installer/types';
import { kindIcon, kindName, remainingLook, stepLook } from './actions';
import { LookBadge } from './LookBadge';

interface Props {
  steps: StepReport[];
  /** It failed: what is done by now, and not undone, could not be put back. */
  failed?: boolean;
}

/** Progress and outcome of an apply, step by step. Steps that had nothing to do are left out. */
export function Steps({ steps, failed = false }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <ol className={styles.list}>
      {steps
        .filter(({ state }) => state !== 'skipped')
        .map(({ key, title, action, state, error }) => {
          const kind = key.slice(0, key.indexOf('/')) as ResourceKind;
          return (
            <li key={key} className={styles.step}>
              <Icon name={kindIcon(kind)} className={styles.icon} />
              <span className={styles.title}>{title}</span>
              <span className={styles.kind}>{kindName(kind)}</span>
              <span className={styles.badge}>
                <LookBadge {...(failed && state === 'done' ? remainingLook(action) : stepLook(state))} />
              </span>
              {error && <div className={styles.error}>{error}</div>}
            </li>
          );
        })}
    </ol>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    listStyle: 'none',
    margin: theme.spacing(1, 0),
    padding: 0,
    borderTop: `1px solid ${theme.colors.border.weak}`,
  }),
  step: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
    padding: theme.spacing(0.75, 0.5),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  icon: css({ color: theme.colors.text.secondary, flexShrink: 0 }),
  title: css({ fontWeight: theme.typography.fontWeightMedium, overflowWrap: 'anywhere' }),
  kind: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
  badge: css({ marginLeft: 'auto' }),
  error: css({ flexBasis: '100%', color: theme.colors.error.text }),
});
