import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, useStyles2 } from '@grafana/ui';
import { testIds } from '../../../components/testIds';
import { sectionTitle } from '../library/sections';
import type { Hit } from '../library/search';
import { pageUrl } from '../site/addresses';
import type { Parameters } from '../site/parameters';

interface Props {
  query: string;
  hits: Hit[];
  parameters: Parameters;
  onFollow: () => void;
}

/** What a search found: the page, where on it, and the words around. */
export function SearchResults({ query, hits, parameters, onFollow }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div data-testid={testIds.runbook.results()}>
      <div role="status" className={styles.count}>
        {hits.length === 0
          ? t('runbook.search.nothing', 'No page holds these words. Fewer or other words may find one.')
          : t('runbook.search.count', '{{count}} pages', { count: hits.length, defaultValue_one: '{{count}} page' })}
      </div>
      <ul className={styles.list}>
        {hits.map(({ page, heading, excerpt, firing, takesCode }) => (
          <li key={page.id}>
            <a
              data-result
              className={styles.hit}
              href={pageUrl(page.id, takesCode ? { ...parameters, problem: query } : parameters, heading?.id ?? null)}
              onClick={onFollow}
            >
              <span className={styles.title}>
                {page.title}
                {firing && <Badge text={t('runbook.search.firing', 'Firing')} color="red" icon="fire" />}
              </span>
              <span className={styles.where}>
                {sectionTitle(page.section)}
                {heading && ` › ${heading.text}`}
              </span>
              <span className={styles.excerpt}>
                {excerpt ??
                  (takesCode ? t('runbook.search.takes-code', 'Can be asked about this code.') : page.summary)}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  count: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary, margin: theme.spacing(1, 0) }),
  list: css({ listStyle: 'none', margin: 0, padding: 0, 'li + li': { marginTop: theme.spacing(0.5) } }),
  hit: css({
    display: 'flex',
    flexDirection: 'column',
    padding: theme.spacing(1, 1.5),
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
    overflowWrap: 'anywhere',
    '&:hover, &:focus-visible': { background: theme.colors.action.hover },
  }),
  title: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    fontWeight: theme.typography.fontWeightMedium,
    color: theme.colors.text.link,
  }),
  where: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
  excerpt: css({ ...theme.typography.bodySmall }),
});
