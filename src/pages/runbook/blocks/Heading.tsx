import React from 'react';
import { css } from '@emotion/css';
import { useLocation } from 'react-router-dom';
import { locationUtil, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2 } from '@grafana/ui';

interface Props {
  level: number;
  text: string;
  id: string;
}

/** A heading that links can name, with a link to itself. */
export function Heading({ level, text, id }: Props) {
  const styles = useStyles2(getStyles);
  const { pathname, search } = useLocation();
  const Tag = (['h2', 'h2', 'h3', 'h4', 'h5', 'h6'] as const)[level - 1];
  return (
    <Tag id={id} tabIndex={-1} className={styles.heading}>
      {text}
      <a
        className={styles.link}
        href={locationUtil.assureBaseUrl(`${locationUtil.stripBaseFromUrl(pathname)}${search}#${id}`)}
        aria-label={t('runbook.heading.link', 'Link to "{{text}}"', { text, interpolation: { escapeValue: false } })}
      >
        <Icon name="link" size="sm" />
      </a>
    </Tag>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  heading: css({
    scrollMarginTop: theme.spacing(12),
    margin: theme.spacing(4, 0, 1),
    'h2&': { ...theme.typography.h4 },
    'h3&': { ...theme.typography.h5, marginTop: theme.spacing(3) },
    '&:first-child': { marginTop: 0 },
    '&:focus': { outline: 'none' },
    '@media print': { breakAfter: 'avoid' },
    '&:hover > a, & > a:focus-visible': { opacity: 1 },
  }),
  link: css({
    marginLeft: theme.spacing(1),
    color: theme.colors.text.secondary,
    opacity: 0,
    '@media print': { display: 'none' },
  }),
});
