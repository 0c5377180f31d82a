import { css } from '@emotion/css';
import type { GrafanaTheme2, NavModelItem } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React, { Fragment } from 'react';
import { useChromeState } from './chromeState.ts';

/** Home, the sections above the page, the page. The last one is where the reader is and no link. */
export function Breadcrumbs() {
  const { section, pageNav } = useChromeState();
  const styles = useStyles2(getStyles);
  const crumbs = buildCrumbs(section, pageNav);
  return (
    <nav aria-label="Breadcrumbs" className={styles.nav}>
      <ol className={styles.list}>
        {crumbs.map(({ text, url }, index) => (
          <Fragment key={`${text} ${url}`}>
            {index === crumbs.length - 1 ? (
              <li className={styles.crumb}>
                <span className={styles.current} aria-current="page" title={text}>
                  {text}
                </span>
              </li>
            ) : (
              <li className={styles.crumb}>
                <a className={styles.link} href={url} title={text}>
                  {text}
                </a>
                <Icon name="angle-right" className={styles.separator} />
              </li>
            )}
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}

function buildCrumbs(section: NavModelItem[], pageNav?: NavModelItem): Array<{ text: string; url: string }> {
  const home = { text: 'Home', url: '/' };
  const parents: NavModelItem[] = [];
  for (let item = pageNav; item; item = item.parentItem) {
    parents.unshift(item);
  }
  const activeTab = pageNav?.children?.findIndex((child) => child.active) ?? -1;
  const tab = activeTab > 0 ? [pageNav!.children![activeTab]!] : [];
  const items = [...section, ...parents.filter((item) => !item.hideFromBreadcrumbs), ...tab];
  const crumbs = items
    .filter((item) => item.url !== '/' && item.text)
    .map(({ text, url }) => ({ text, url: url ?? '' }));
  return [home, ...crumbs.filter((crumb, index) => crumb.text !== crumbs[index - 1]?.text)];
}

const getStyles = (theme: GrafanaTheme2) => ({
  nav: css({ minWidth: 0, overflow: 'hidden' }),
  list: css({ display: 'flex', alignItems: 'center', listStyle: 'none', margin: 0, padding: 0, minWidth: 0 }),
  crumb: css({ display: 'flex', alignItems: 'center', minWidth: 0, whiteSpace: 'nowrap', flexShrink: 1 }),
  link: css({
    color: theme.colors.text.primary,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    padding: theme.spacing(0.5, 0),
    '&:hover': { textDecoration: 'underline' },
  }),
  current: css({
    color: theme.colors.text.secondary,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    padding: theme.spacing(0.5, 0),
  }),
  separator: css({ margin: theme.spacing(0, 0.5), color: theme.colors.text.primary }),
});
