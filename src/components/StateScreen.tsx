import { css } from '@emotion/css';
import React, { type ReactNode } from 'react';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import { testIds } from './testIds';

interface Props {
  /** Names the state in test ids. */
  kind: string;
  icon: IconName;
  tone: 'error' | 'warning' | 'info';
  title: string;
  /** What happened and what to do about it. */
  children: ReactNode;
  /** The server's own words. */
  words?: string;
  /** What stands after them. */
  more?: ReactNode;
  /** Buttons. */
  actions?: ReactNode;
}

/** What takes a page's place when it has nothing to show: what happened, why, and the way out. */
export function StateScreen({ kind, icon, tone, title, children, words, more, actions }: Props) {
  const styles = useStyles2(getStyles, tone);
  return (
    <section
      className={styles.screen}
      data-testid={testIds.health.state(kind)}
      aria-labelledby={`devdiag-state-${kind}`}
    >
      <Icon name={icon} size="xxl" className={styles.icon} />
      <div className={styles.body}>
        <h2 id={`devdiag-state-${kind}`} className={styles.title}>
          {title}
        </h2>
        {children}
        {words && <blockquote className={styles.words}>{words}</blockquote>}
        {more}
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2, tone: Props['tone']) => ({
  screen: css({
    display: 'flex',
    gap: theme.spacing(2),
    padding: theme.spacing(3),
    borderRadius: theme.shape.radius.default,
    borderLeft: `${theme.spacing(0.5)} solid ${theme.colors[tone].main}`,
    background: theme.colors.background.secondary,
    [theme.breakpoints.down('sm')]: { flexDirection: 'column', padding: theme.spacing(2) },
  }),
  icon: css({ color: theme.colors[tone].text, flexShrink: 0 }),
  body: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    minWidth: 0,
    flexGrow: 1,
    // Anything in here may hold a name of any length.
    overflowWrap: 'anywhere',
    p: { margin: 0, maxWidth: 720 },
  }),
  title: css({ margin: 0, fontSize: theme.typography.h3.fontSize, lineHeight: theme.typography.h3.lineHeight }),
  words: css({
    margin: 0,
    padding: theme.spacing(1, 1.5),
    border: 'none',
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.canvas,
    color: theme.colors.text.primary,
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  actions: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
