import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { LinkButton, useStyles2 } from '@grafana/ui';
import { CodeBlock } from '../../components/CodeBlock';
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
      <CodeBlock
        code={plain}
        label={t('runbook.query', 'Query: {{about}}', { about, interpolation: { escapeValue: false } })}
      />
      <div className={styles.below}>
        {!reads ? (
          <Trans i18nKey="runbook.writes">
            This changes the database. It is not run from here: copy it and run it with the rights it needs.
          </Trans>
        ) : site.noExplore === 'no-data-source' ? (
          site.loading ? null : (
            <Trans i18nKey="runbook.no-data-source">
              To open it in Explore, an Admin has to choose the data source in the configuration of this app.
            </Trans>
          )
        ) : (
          site.dataSource &&
          site.noExplore === undefined && (
            <LinkButton
              href={exploreUrl({ dataSource: site.dataSource, sql: forGrafana, asOf: site.asOf })}
              icon="compass"
              variant="secondary"
              fill="text"
              size="sm"
            >
              <Trans i18nKey="runbook.explore">Open in Explore</Trans>
            </LinkButton>
          )
        )}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  block: css({ marginBottom: theme.spacing(2) }),
  below: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary, marginTop: theme.spacing(0.5) }),
});
