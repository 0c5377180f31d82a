import { css, cx } from '@emotion/css';
import {
  PluginContextProvider,
  renderMarkdown,
  type AppPlugin,
  type GrafanaTheme2,
  type NavModelItem,
} from '@grafana/data';
import { Alert, Badge, Button, ErrorBoundaryAlert, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import React, { useEffect, useMemo, useState } from 'react';
import { Navigate, useLocation, useParams } from 'react-router-dom-v5-compat';
import { hasPermission, PLUGIN_ID } from '../boot.ts';
import { navPathById } from '../chrome/nav.ts';
import { importPlugin } from '../loader/importPlugin.ts';
import { Page } from '../page/Page.tsx';
import { backendSrv } from '../services/backendSrv.ts';
import { NotFoundPage } from './NotFoundPage.tsx';

const OVERVIEW = 'overview';

/** `/plugins/<plugin id>`: the plugin's configuration pages as tabs, beside facts about the plugin. */
export function PluginConfigPage() {
  const { pluginId } = useParams();
  const { pathname, search } = useLocation();
  const [plugin, setPlugin] = useState<AppPlugin>();
  const [error, setError] = useState<string>();
  const section = useMemo(() => navPathById('plugins'), []);
  const wanted = new URLSearchParams(search).get('page');
  const active = wanted ?? plugin?.configPages?.[0]?.id ?? OVERVIEW;
  const pageNav = useMemo(() => describePage(plugin, pathname, active), [plugin, pathname, active]);

  useEffect(() => {
    importPlugin().then(setPlugin, (reason: unknown) => setError(String(reason)));
  }, []);

  if (!hasPermission('plugins:write')) {
    return <Navigate to="/" replace />;
  }
  if (pluginId !== PLUGIN_ID) {
    return <NotFoundPage what="Plugin" />;
  }
  return (
    <Page section={section} pageNav={pageNav} actions={plugin && <EnableButton plugin={plugin} />}>
      {error && <Alert severity="error" title={`The plugin could not be loaded: ${error}`} />}
      {!error && !plugin && <LoadingPlaceholder text="Loading" />}
      {plugin && <Columns plugin={plugin} active={active} search={search} />}
    </Page>
  );
}

function Columns({ plugin, active, search }: { plugin: AppPlugin; active: string; search: string }) {
  const styles = useStyles2(getStyles);
  const configPage = plugin.configPages?.find(({ id }) => id === active);
  const query = useMemo(() => Object.fromEntries(new URLSearchParams(search)), [search]);
  return (
    <div className={styles.columns}>
      <div className={styles.body}>
        {plugin.meta.signature !== 'valid' && (
          <Alert severity="warning" title="Invalid plugin signature">
            Grafana warns here about plugins that are not signed.
          </Alert>
        )}
        {configPage ? (
          <PluginContextProvider meta={plugin.meta}>
            <ErrorBoundaryAlert title="Plugin failed to load">
              <configPage.body plugin={plugin} query={query} />
            </ErrorBoundaryAlert>
          </PluginContextProvider>
        ) : (
          <Readme />
        )}
      </div>
      <Facts plugin={plugin} />
    </div>
  );
}

function Readme() {
  const styles = useStyles2(getStyles);
  const [text, setText] = useState('');
  useEffect(() => {
    fetch(`/public/plugins/${PLUGIN_ID}/README.md`)
      .then((response) => response.text())
      .then(setText);
  }, []);
  return (
    <div className={cx('markdown-html', styles.readme)} dangerouslySetInnerHTML={{ __html: renderMarkdown(text) }} />
  );
}

function Facts({ plugin }: { plugin: AppPlugin }) {
  const styles = useStyles2(getStyles);
  const { info, signature, dependencies } = plugin.meta;
  return (
    <dl className={styles.facts}>
      <dt>Installed Version:</dt>
      <dd>{info.version}</dd>
      <dt>From:</dt>
      <dd>{info.author.name}</dd>
      <dt>Dependencies:</dt>
      <dd>Grafana {dependencies?.grafanaDependency}</dd>
      <dt>Signature:</dt>
      <dd>{signature === 'valid' ? 'Signed' : <Badge color="red" icon="exclamation-triangle" text="Unsigned" />}</dd>
      <dt>Latest release date:</dt>
      <dd>{info.updated}</dd>
    </dl>
  );
}

function EnableButton({ plugin }: { plugin: AppPlugin }) {
  const { enabled, pinned, jsonData } = plugin.meta;
  const toggle = async () => {
    await backendSrv.post(`/api/plugins/${PLUGIN_ID}/settings`, { enabled: !enabled, pinned, jsonData });
    window.location.reload();
  };
  return (
    <Button variant={enabled ? 'destructive' : 'primary'} onClick={() => void toggle()}>
      {enabled ? 'Disable' : 'Enable'}
    </Button>
  );
}

function describePage(plugin: AppPlugin | undefined, pathname: string, active: string): NavModelItem {
  if (!plugin) {
    return { text: '' };
  }
  const tabs = [
    { id: OVERVIEW, text: 'Overview', icon: 'file-alt' as const },
    ...(plugin.configPages ?? []).map(({ id, title, icon }) => ({ id, text: title, icon })),
  ];
  return {
    text: plugin.meta.name,
    img: `/${plugin.meta.info.logos.small.replace(/^\//, '')}`,
    url: pathname,
    children: tabs.map((tab) => ({ ...tab, url: `${pathname}?page=${tab.id}`, active: tab.id === active })),
  };
}

const getStyles = (theme: GrafanaTheme2) => ({
  columns: css({
    display: 'flex',
    flexDirection: 'column-reverse',
    gap: theme.spacing(4),
    paddingTop: theme.spacing(3),
    [theme.breakpoints.up('sm')]: { flexDirection: 'row', alignItems: 'flex-start' },
  }),
  body: css({ flexGrow: 1, minWidth: 0, paddingLeft: 5 }),
  readme: css({ overflowX: 'auto', '&& a': { textDecoration: 'underline' }, img: { maxWidth: '100%' } }),
  facts: css({
    width: 250,
    flexShrink: 0,
    margin: 0,
    padding: theme.spacing(2),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    dt: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    dd: { margin: theme.spacing(0, 0, 2, 0), wordBreak: 'break-word' },
  }),
});
