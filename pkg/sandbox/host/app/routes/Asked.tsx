import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

export interface AskedItem {
  label: string;
  value: string;
}

/** Names and values of what a link asked for; long values keep their line breaks. */
export function Asked({ items }: { items: AskedItem[] }) {
  const styles = useStyles2(getStyles);
  return (
    <dl className={styles.list}>
      {items.map(({ label, value }) => (
        <div key={`${label} ${value}`} className={styles.item}>
          <dt>{label}</dt>
          <dd>{value.includes('\n') ? <pre tabIndex={0}>{value}</pre> : <code>{value}</code>}</dd>
        </div>
      ))}
    </dl>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ margin: 0 }),
  item: css({
    marginBottom: theme.spacing(2),
    dt: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    dd: { margin: 0, overflowWrap: 'anywhere' },
    pre: { margin: theme.spacing(0.5, 0, 0, 0) },
  }),
});
