import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Trans } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { Markdown } from './Markdown';

/** What to do when: what is seen on the left, what to do about it on the right. */
export function Branches({ branches }: { branches: Array<{ condition: string; action: string }> }) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list}>
      {branches.map(({ condition, action }) => (
        <li key={condition} className={styles.branch}>
          <div className={styles.condition}>
            <span className={styles.word}>
              <Trans i18nKey="runbook.branch.if">If</Trans>
            </span>{' '}
            <Markdown markdown={condition} inline />
          </div>
          <div className={styles.action}>
            <span className={styles.word}>
              <Trans i18nKey="runbook.branch.then">then</Trans>
            </span>{' '}
            <Markdown markdown={action} inline />
          </div>
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    '&&': { listStyle: 'none', margin: theme.spacing(0, 0, 2), padding: 0, maxWidth: 'none' },
    '&& > li + li': { marginTop: theme.spacing(1) },
  }),
  branch: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr)',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    '@container runbook (max-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
    '@media print': { breakInside: 'avoid' },
  }),
  condition: css({
    padding: theme.spacing(1, 1.5),
    background: theme.colors.background.secondary,
    borderLeft: `3px solid ${theme.colors.warning.border}`,
  }),
  action: css({ padding: theme.spacing(1, 1.5) }),
  word: css({ fontWeight: theme.typography.fontWeightBold }),
});
