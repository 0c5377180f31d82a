import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { EmptyState, FilterInput, useStyles2 } from '@grafana/ui';
import { runbookUrl } from './addresses';
import { PlaybookCards } from './PlaybookCards';
import { searchPlaybooks } from './playbooks';

/** Every playbook, with a search over their whole text. */
export function PlaybookList() {
  const styles = useStyles2(getStyles);
  const [query, setQuery] = useState('');
  const found = searchPlaybooks(query);
  const label = t('runbook.search', 'Search all playbooks');
  return (
    <PluginPage
      pageNav={{ text: t('runbook.title', 'Runbook'), url: runbookUrl() }}
      subTitle={t('runbook.subtitle', 'What each check means and what to do about it, step by step.')}
    >
      <div className={styles.search}>
        <FilterInput value={query} onChange={setQuery} placeholder={label} aria-label={label} escapeRegex={false} />
        <div role="status" className={styles.count}>
          {t('runbook.count', '{{count}} playbooks', { count: found.length, defaultValue_one: '{{count}} playbook' })}
        </div>
      </div>
      {found.length > 0 ? (
        <PlaybookCards playbooks={found} />
      ) : (
        <EmptyState variant="not-found" message={t('runbook.nothing', 'No playbook holds these words')} />
      )}
    </PluginPage>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  search: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    marginBottom: theme.spacing(2),
    '& > :first-child': { flex: '1 1 240px', maxWidth: 480 },
  }),
  count: css({ color: theme.colors.text.secondary }),
});
