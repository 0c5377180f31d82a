import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';
import { useLocation } from 'react-router-dom-v5-compat';
import { navPath } from '../chrome/nav.ts';
import { Page } from '../page/Page.tsx';
import { Asked, type AskedItem } from './Asked.tsx';

/** Any place that only a real Grafana has: shows what was asked for, so that a link can be judged. */
export function ElsewherePage({ title }: { title: string }) {
  const styles = useStyles2(getStyles);
  const { pathname, search } = useLocation();
  const section = useMemo(() => navPath(pathname), [pathname]);
  const pageNav = useMemo(() => (section.at(-1)?.text === title ? undefined : { text: title }), [section, title]);
  const items: AskedItem[] = [
    { label: 'Path', value: decodeURIComponent(pathname) },
    ...[...new URLSearchParams(search)].map(([label, value]) => ({ label, value: readable(value) })),
  ];
  return (
    <Page section={section} pageNav={pageNav}>
      <Alert severity="info" title="This is part of Grafana; the stand-in shows what was asked for." />
      <div className={styles.asked}>
        <Asked items={items} />
      </div>
    </Page>
  );
}

/** JSON in an address is shown laid out; anything else as it is. */
export function readable(value: string): string {
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'object' && parsed !== null ? JSON.stringify(parsed, null, 2) : value;
  } catch {
    return value;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({ asked: css({ marginTop: theme.spacing(1) }) });
