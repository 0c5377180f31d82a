import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2 } from '@grafana/ui';
import { neighbours } from '../library/pages';
import { sectionTitle } from '../library/sections';
import { pageUrl } from '../site/addresses';
import { useRunbook } from '../site/RunbookContext';

/** The pages before and after this one. */
export function PreviousNext() {
  const styles = useStyles2(getStyles);
  const { page, site } = useRunbook();
  const { previous, next } = neighbours(page);
  return (
    <nav className={cx(styles.row, 'devdiag-no-print')} aria-label={t('runbook.neighbours', 'Previous and next page')}>
      {previous && (
        <a href={pageUrl(previous.id, site.parameters)} className={styles.link} rel="prev">
          <span className={styles.where}>
            <Icon name="arrow-left" size="sm" /> {sectionTitle(previous.section)}
          </span>
          {previous.title}
        </a>
      )}
      {next && (
        <a href={pageUrl(next.id, site.parameters)} className={cx(styles.link, styles.next)} rel="next">
          <span className={styles.where}>
            {sectionTitle(next.section)} <Icon name="arrow-right" size="sm" />
          </span>
          {next.title}
        </a>
      )}
    </nav>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), marginTop: theme.spacing(4) }),
  link: css({
    flex: '1 1 200px',
    display: 'flex',
    flexDirection: 'column',
    padding: theme.spacing(1, 1.5),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    fontWeight: theme.typography.fontWeightMedium,
    '&:hover': { background: theme.colors.action.hover },
  }),
  next: css({ textAlign: 'right' }),
  where: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
});
