import React, { useId, useState, type ReactNode } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';

interface Props {
  /** Names what opens. */
  title: ReactNode;
  /** A line under the title while it is closed. */
  summary?: ReactNode;
  /** Stands at the right and is no part of the button: badges, links. */
  aside?: ReactNode;
  /** Open from the beginning, and whenever it becomes true; the person can still close it. */
  open?: boolean;
  /** A row of a list instead of a card. */
  plain?: boolean;
  children: ReactNode;
}

/** Something to open: a button that says what is behind it, and that thing under it. */
export function Disclosure({ title, summary, aside, open = false, plain = false, children }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const [toggled, setToggled] = useState<{ asked: boolean; open: boolean }>();
  // A new wish of the page counts more than an old click.
  const isOpen = toggled && toggled.asked === open ? toggled.open : open;
  return (
    <div className={plain ? undefined : styles.card}>
      <div className={styles.head}>
        <button
          type="button"
          className={cx(styles.toggle, plain && styles.tight)}
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          aria-labelledby={`${id}-title`}
          aria-describedby={summary && !isOpen ? `${id}-summary` : undefined}
          onClick={() => setToggled({ asked: open, open: !isOpen })}
        >
          <Icon name={isOpen ? 'angle-down' : 'angle-right'} className={styles.arrow} />
          <span className={styles.words}>
            <span id={`${id}-title`} className={styles.title}>
              {title}
            </span>
            {summary && !isOpen && (
              <span id={`${id}-summary`} className={styles.summary}>
                {summary}
              </span>
            )}
          </span>
        </button>
        {aside && <div className={styles.aside}>{aside}</div>}
      </div>
      {isOpen && (
        <div id={id} className={cx(styles.content, plain && styles.tightContent)}>
          {children}
        </div>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0, 1) }),
  toggle: css({
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    flex: '1 1 200px',
    minWidth: 0,
    padding: theme.spacing(1, 1.5),
    border: 'none',
    borderRadius: theme.shape.radius.default,
    background: 'transparent',
    color: theme.colors.text.primary,
    textAlign: 'left',
    '&:hover': { background: theme.colors.action.hover },
  }),
  tight: css({ padding: theme.spacing(0.75, 0.5) }),
  arrow: css({ marginTop: theme.spacing(0.25), flexShrink: 0 }),
  words: css({ display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' }),
  title: css({ ...theme.typography.body, fontWeight: theme.typography.fontWeightMedium }),
  summary: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
  aside: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    paddingRight: theme.spacing(0.5),
    marginLeft: 'auto',
  }),
  content: css({ padding: theme.spacing(1, 1.5) }),
  tightContent: css({
    padding: theme.spacing(0, 0.5, 1.5, 3.5),
    [theme.breakpoints.down('sm')]: { paddingLeft: theme.spacing(1) },
  }),
});
