import { css } from '@emotion/css';
import { PageLayoutType, type GrafanaTheme2, type NavModelItem } from '@grafana/data';
import { Tab, TabsBar, useStyles2, type IconName } from '@grafana/ui';
import React, { useLayoutEffect, type ReactNode } from 'react';
import { updateChrome } from '../chrome/chromeState.ts';

export interface PageProps {
  /** Menu items from the top one down to the one the page belongs to. */
  section: NavModelItem[];
  /** Overrides the menu item as title and adds a breadcrumb; its children become tabs. */
  pageNav?: NavModelItem;
  actions?: ReactNode;
  info?: Array<{ label: string; value: ReactNode }>;
  layout?: PageLayoutType;
  renderTitle?: (title: string) => ReactNode;
  subTitle?: ReactNode;
  children: ReactNode;
}

/** A page with Grafana's header: logo, title, subtitle, facts, actions, tabs. Sets breadcrumbs and window title. */
export function Page({ section, pageNav, layout = PageLayoutType.Standard, children, ...header }: PageProps) {
  const styles = useStyles2(getStyles);
  const node = pageNav ?? section.at(-1);

  useLayoutEffect(() => updateChrome({ section, pageNav }), [section, pageNav]);
  useLayoutEffect(() => {
    const titles = [pageNav?.text, ...section.map((item) => item.text).reverse()].filter(Boolean);
    document.title = [...new Set(titles), 'Grafana'].join(' - ');
  }, [section, pageNav]);

  if (layout === PageLayoutType.Custom) {
    return <>{children}</>;
  }
  if (layout === PageLayoutType.Canvas) {
    return <div className={styles.canvas}>{children}</div>;
  }
  return (
    <div className={styles.standard}>
      {node && <PageHeader node={node} {...header} />}
      {pageNav?.children && <PageTabs tabs={pageNav.children} />}
      <div className={styles.content}>{children}</div>
    </div>
  );
}

type HeaderProps = Pick<PageProps, 'actions' | 'info' | 'renderTitle' | 'subTitle'> & { node: NavModelItem };

function PageHeader({ node, actions, info, renderTitle, subTitle }: HeaderProps) {
  const styles = useStyles2(getStyles);
  const sub = subTitle ?? node.subTitle;
  return (
    <div className={styles.header}>
      <div className={styles.row}>
        <div className={styles.titleAndInfo}>
          <div className={styles.title}>
            {node.img && <img className={styles.logo} src={node.img} alt={`logo for ${node.text}`} />}
            {renderTitle ? renderTitle(node.text) : <h1>{node.text}</h1>}
          </div>
          {info && (
            <div className={styles.info}>
              {info.map(({ label, value }) => (
                <div key={label} className={styles.infoItem}>
                  <span className={styles.infoLabel}>{label}</span>
                  {value}
                </div>
              ))}
            </div>
          )}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      {sub && <div className={styles.subTitle}>{sub}</div>}
    </div>
  );
}

function PageTabs({ tabs }: { tabs: NavModelItem[] }) {
  return (
    <TabsBar>
      {tabs
        .filter((tab) => !tab.hideFromTabs)
        .map((tab) => (
          <Tab
            key={tab.url ?? tab.text}
            label={tab.text}
            active={tab.active}
            href={tab.url}
            icon={tab.icon as IconName}
          />
        ))}
    </TabsBar>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  standard: css({
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    minWidth: 0,
    padding: theme.spacing(2),
    [theme.breakpoints.up('md')]: { padding: theme.spacing(4) },
  }),
  canvas: css({ display: 'flex', flexDirection: 'column', flexGrow: 1, padding: theme.spacing(2) }),
  content: css({ flexGrow: 1, minWidth: 0 }),
  header: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), marginBottom: theme.spacing(2) }),
  row: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: theme.spacing(1, 3) }),
  titleAndInfo: css({
    display: 'flex',
    flex: 1,
    flexWrap: 'wrap',
    gap: theme.spacing(1, 4),
    justifyContent: 'space-between',
    minWidth: 200,
    maxWidth: '100%',
  }),
  title: css({ display: 'flex', flex: 1, maxWidth: '100%', h1: { marginBottom: 0 } }),
  logo: css({ width: 32, height: 32, marginRight: theme.spacing(2) }),
  info: css({ display: 'flex', gap: theme.spacing(2) }),
  infoItem: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5) }),
  infoLabel: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
  actions: css({ display: 'flex', gap: theme.spacing(1) }),
  subTitle: css({ color: theme.colors.text.secondary }),
});
