import React from 'react';
import { css } from '@emotion/css';
import { useLocation } from 'react-router-dom';
import { locationUtil, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { TextLink, useStyles2 } from '@grafana/ui';
import type { PageBlock } from '@devdiag/catalog/types';

/** Table of contents; each entry is a link that can be sent to somebody. */
export function Contents({ headings }: { headings: Array<Extract<PageBlock, { kind: 'heading' }>> }) {
  const styles = useStyles2(getStyles);
  const { pathname, search } = useLocation();
  const label = t('runbook.contents', 'On this page');
  return (
    <nav aria-label={label} className="devdiag-no-print">
      <div className={styles.title}>{label}</div>
      <ul className={styles.list}>
        {headings
          .filter(({ level }) => level <= 3)
          .map(({ id, text, level }) => (
            <li key={id} className={level === 3 ? styles.inner : undefined}>
              <TextLink
                href={locationUtil.assureBaseUrl(`${locationUtil.stripBaseFromUrl(pathname)}${search}#${id}`)}
                inline={false}
                color="secondary"
                variant="bodySmall"
              >
                {text}
              </TextLink>
            </li>
          ))}
      </ul>
    </nav>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  title: css({
    ...theme.typography.bodySmall,
    fontWeight: theme.typography.fontWeightMedium,
    marginBottom: theme.spacing(0.5),
  }),
  list: css({
    margin: 0,
    padding: 0,
    listStyle: 'none',
    'li + li': { marginTop: theme.spacing(0.5) },
    '@container runbook (max-width: 1099px)': {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5, 2),
      'li + li': { marginTop: 0 },
    },
  }),
  inner: css({ paddingLeft: theme.spacing(2), '@container runbook (max-width: 1099px)': { paddingLeft: 0 } }),
});
