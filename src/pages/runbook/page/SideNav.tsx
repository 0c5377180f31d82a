import React, { useState } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import { RunbookSearch } from '../index/RunbookSearch';
import { ALL_PAGES } from '../library/pages';
import { SECTIONS, sectionTitle } from '../library/sections';
import { pageUrl } from '../site/addresses';
import { useRunbook } from '../site/RunbookContext';

/** The runbook's pages by section beside a page, with the search; behind a button where there is no room. */
export function SideNav({ firing }: { firing: readonly string[] }) {
  const styles = useStyles2(getStyles);
  const { page: current, site } = useRunbook();
  const [open, setOpen] = useState(false);
  return (
    <div className={cx(styles.side, 'devdiag-no-print')}>
      <RunbookSearch parameters={site.parameters} firing={firing}>
        <Button
          className={styles.toggle}
          variant="secondary"
          size="sm"
          icon={open ? 'angle-down' : 'angle-right'}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {t('runbook.all-pages', 'All pages')}
        </Button>
        <nav aria-label={t('runbook.title', 'Runbook')} className={cx(styles.nav, !open && styles.closed)}>
          {SECTIONS.map((section) => (
            <div key={section}>
              <div className={styles.section}>{sectionTitle(section)}</div>
              <ul className={styles.list}>
                {ALL_PAGES.filter((page) => page.section === section).map((page) => (
                  <li key={page.id}>
                    <a
                      href={pageUrl(page.id, site.parameters)}
                      className={cx(styles.link, page === current && styles.current)}
                      aria-current={page === current ? 'page' : undefined}
                      onClick={() => setOpen(false)}
                    >
                      {page.title}
                    </a>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
      </RunbookSearch>
    </div>
  );
}

const NARROW = '@container runbook (max-width: 899px)';

const getStyles = (theme: GrafanaTheme2) => ({
  side: css({
    flex: '0 0 210px',
    minWidth: 0,
    [NARROW]: { flex: 'none', width: '100%' },
  }),
  toggle: css({ display: 'none', marginTop: theme.spacing(1), [NARROW]: { display: 'inline-flex' } }),
  nav: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1.5), marginTop: theme.spacing(2) }),
  closed: css({ [NARROW]: { display: 'none' } }),
  section: css({
    ...theme.typography.bodySmall,
    fontWeight: theme.typography.fontWeightMedium,
    color: theme.colors.text.secondary,
    padding: theme.spacing(0, 1),
  }),
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  link: css({
    display: 'block',
    padding: theme.spacing(0.375, 1),
    borderRadius: theme.shape.radius.default,
    borderLeft: '2px solid transparent',
    color: theme.colors.text.primary,
    '&:hover': { background: theme.colors.action.hover },
  }),
  current: css({
    background: theme.colors.action.selected,
    borderLeftColor: theme.colors.primary.border,
    fontWeight: theme.typography.fontWeightMedium,
  }),
});
