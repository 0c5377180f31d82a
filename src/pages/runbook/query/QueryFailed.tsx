import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, TextLink, useStyles2 } from '@grafana/ui';
import type { QueryError } from '@devdiag/engine/query/errors';
import { findPage } from '../library/pages';
import { pageUrl } from '../site/addresses';
import { useRunbook } from '../site/RunbookContext';
import { queryProblem } from './problem';

/** Why a query gave nothing: what it means, who can mend it, the server's own words. */
export function QueryFailed({ error }: { error: QueryError }) {
  const styles = useStyles2(getStyles);
  const { page, site } = useRunbook();
  const { title, help, page: next } = queryProblem(error);
  const linked = next === undefined || next === page.id ? undefined : findPage(next);
  return (
    <div className={styles.box} role="group" aria-label={title}>
      <Icon name="exclamation-triangle" className={styles.icon} />
      <div className={styles.words}>
        <div className={styles.title}>{title}</div>
        <div>
          {help}{' '}
          {linked && (
            <TextLink href={pageUrl(linked.id, site.parameters)}>
              {t('runbook.problem.go-on', 'Go on with {{title}}', {
                title: linked.title,
                interpolation: { escapeValue: false },
              })}
            </TextLink>
          )}
        </div>
        <code className={styles.server}>{error.message}</code>
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ display: 'flex', gap: theme.spacing(1.5), alignItems: 'flex-start' }),
  icon: css({ color: theme.colors.error.text, flexShrink: 0, marginTop: theme.spacing(0.25) }),
  words: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5), minWidth: 0 }),
  title: css({ fontWeight: theme.typography.fontWeightMedium }),
  server: css({
    alignSelf: 'flex-start',
    maxWidth: '100%',
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
