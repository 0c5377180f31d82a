import { css } from '@emotion/css';
import type { GrafanaTheme2, NavModelItem } from '@grafana/data';
import { TextLink, useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';
import { currentUser, hasPermission, PLUGIN_ID } from '../boot.ts';
import { navPath, navPathById } from '../chrome/nav.ts';
import { Page } from '../page/Page.tsx';

/** `/`: says what this is, and where to go. */
export function HomePage() {
  const styles = useStyles2(getStyles);
  const section = useMemo(() => navPath('/'), []);
  const app = useMemo(() => navPathById(`plugin-page-${PLUGIN_ID}`).at(-1), []);
  const configUrl = `/plugins/${PLUGIN_ID}`;
  const pages = app ? [app, ...(app.children ?? [])] : [];
  if (hasPermission('plugins:write') && !pages.some(({ url }) => url === configUrl)) {
    pages.push({ text: 'Configuration', url: configUrl });
  }
  return (
    <Page section={section} pageNav={{ text: 'Stand-in for Grafana', hideFromBreadcrumbs: true }}>
      <p className={styles.intro}>
        This is not Grafana: it is a stand-in that carries the DevDiag Ops plugin as Grafana would, on a machine that
        has none. It answers the calls the plugin makes as a real Grafana 12.3 answered them, and runs SQL on a real
        PostgreSQL; dashboards, Explore and alerting it does not have.
      </p>
      <h2 className={styles.heading}>DevDiag Ops</h2>
      <LinkList items={pages} />
      <p className={styles.note}>
        You are signed in as {currentUser().login} ({currentUser().orgRole}). The switch at the top right makes you a
        Viewer, an Editor or an Admin.
      </p>
    </Page>
  );
}

function LinkList({ items }: { items: NavModelItem[] }) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list}>
      {items.map(({ text, url }) => (
        <li key={`${text} ${url}`}>
          <TextLink href={url ?? '/'} inline={false}>
            {text}
          </TextLink>
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  intro: css({ maxWidth: '70ch' }),
  heading: css({ ...theme.typography.h4, marginTop: theme.spacing(2) }),
  list: css({ margin: 0, paddingLeft: theme.spacing(2.5) }),
  note: css({ color: theme.colors.text.secondary, marginTop: theme.spacing(3) }),
});
