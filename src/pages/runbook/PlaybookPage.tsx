import React, { useEffect, useMemo } from 'react';
import { css } from '@emotion/css';
import { useLocation } from 'react-router-dom';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { useStyles2 } from '@grafana/ui';
import { Contents } from './Contents';
import { runbookUrl } from './addresses';
import { Facts } from './Facts';
import { parseMarkdown } from './markdown';
import type { Playbook } from './playbooks';
import { PlaybookText } from './PlaybookText';
import { useSite } from './useSite';

/** One playbook: the facts of its check, the text with its queries, and the contents beside it. */
export function PlaybookPage({ playbook: { definition, text } }: { playbook: Playbook }) {
  const styles = useStyles2(getStyles);
  const site = useSite();
  const blocks = useMemo(() => parseMarkdown(text), [text]);
  const headings = blocks.filter((block) => block.kind === 'heading');
  useHashTarget();
  return (
    <PluginPage
      pageNav={{ text: definition.title, parentItem: { text: t('runbook.title', 'Runbook'), url: runbookUrl() } }}
      subTitle={definition.description}
    >
      <div className={styles.columns}>
        <div className={styles.aside}>
          <Facts definition={definition} site={site} />
          {headings.length > 0 && <Contents headings={headings} />}
        </div>
        <article className={styles.text}>
          <PlaybookText blocks={blocks} site={site} />
        </article>
      </div>
    </PluginPage>
  );
}

/** Goes to the heading that the address names, also when it is the same one again. */
function useHashTarget(): void {
  const location = useLocation();
  useEffect(() => {
    const target = location.hash.length > 1 ? document.getElementById(decoded(location.hash.slice(1))) : null;
    if (target) {
      target.scrollIntoView();
      target.focus({ preventScroll: true });
    }
  }, [location]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  columns: css({
    display: 'flex',
    flexDirection: 'row-reverse',
    justifyContent: 'flex-end',
    alignItems: 'flex-start',
    gap: theme.spacing(4),
    [theme.breakpoints.down('lg')]: { flexDirection: 'column', gap: theme.spacing(2) },
  }),
  aside: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    flex: '0 0 280px',
    [theme.breakpoints.up('lg')]: { position: 'sticky', top: theme.spacing(12) },
    [theme.breakpoints.down('lg')]: { flex: 'none', width: '100%' },
  }),
  text: css({ flex: '1 1 auto', minWidth: 0, maxWidth: 820, width: '100%' }),
});
