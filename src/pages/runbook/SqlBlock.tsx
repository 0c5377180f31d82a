import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { LinkButton, useStyles2 } from '@grafana/ui';
import { CodeCard } from '../../components/CodeCard';
import { exploreUrl } from '../../grafana/explore';
import { onlyReads } from './markdown';
import { queryForSite } from './sql';
import type { Site } from './useSite';

interface Props {
  sql: string;
  site: Site;
  /** Heading that the query stands under. */
  about: string;
}

/** A query of a playbook, to copy, and to open in Explore where it only reads. */
export function SqlBlock({ sql, site, about }: Props) {
  const styles = useStyles2(getStyles);
  const { forGrafana, plain } = queryForSite(sql, site.settings, site.tenant, site.asOf);
  const reads = onlyReads(sql);
  return (
    <div className={styles.block}>
      <CodeCard
        kind={t('runbook.sql', 'SQL')}
        code={plain}
        label={t('runbook.query', 'Query: {{about}}', { about, interpolation: { escapeValue: false } })}
        actions={
          reads &&
          site.dataSource &&
          site.noExplore === undefined && (
            <LinkButton
              href={exploreUrl({ dataSource: site.dataSource, sql: forGrafana, asOf: site.asOf })}
              icon="compass"
              variant="secondary"
              fill="text"
              size="sm"
            >
              {t('runbook.explore', 'Open in Explore')}
            </LinkButton>
          )
        }
        note={
          !reads
            ? t(
                'runbook.writes',
                'This may change the database. It is not run from here: copy it and run it with the rights it needs.'
              )
            : undefined
        }
      />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  block: css({ marginBottom: theme.spacing(2) }),
});
