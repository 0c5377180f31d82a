import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, useStyles2 } from '@grafana/ui';
import type { PageBlock } from '@devdiag/catalog/types';
import { renderForCopy } from '@devdiag/engine/runbook/query';
import { CodeCard } from '../../../components/CodeCard';
import { useRunbook } from '../site/RunbookContext';

/** Commands for a terminal: to copy, never run from here. */
export function Shell({ commands, changes }: Extract<PageBlock, { kind: 'shell' }>) {
  const code = useForCopy(commands);
  return (
    <Framed>
      <CodeCard
        kind={t('runbook.copy.shell', 'Shell')}
        code={code}
        label={t('runbook.copy.shell-label', 'Commands to copy')}
        note={
          changes === null ? (
            t('runbook.copy.changes-nothing', 'For a terminal; changes nothing.')
          ) : (
            <Changes words={changes} />
          )
        }
      />
    </Framed>
  );
}

/** SQL that writes: to copy, never run from here. */
export function Statement({ sql, changes }: Extract<PageBlock, { kind: 'statement' }>) {
  const code = useForCopy(sql);
  return (
    <Framed>
      <CodeCard
        kind={t('runbook.copy.statement', 'SQL that writes')}
        code={code}
        label={t('runbook.copy.statement-label', 'SQL to copy')}
        note={<Changes words={changes} />}
      />
    </Framed>
  );
}

/** Text that belongs into a file or a field elsewhere. */
export function Sample({ title, text }: Extract<PageBlock, { kind: 'sample' }>) {
  return (
    <Framed>
      <CodeCard kind={title} code={text} label={title} />
    </Framed>
  );
}

function Changes({ words }: { words: string }) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.changes}>
      <Icon name="exclamation-triangle" size="sm" className={styles.icon} />
      <span>
        <strong>{t('runbook.copy.changes', 'Changes something:')}</strong> {words}.{' '}
        {t('runbook.copy.not-run', 'Not run from here.')}
      </span>
    </span>
  );
}

function Framed({ children }: { children: React.ReactNode }) {
  const styles = useStyles2(getStyles);
  return <div className={styles.block}>{children}</div>;
}

/** A text for this site; as it is written where a value can't become part of it. */
function useForCopy(text: string): string {
  const { site } = useRunbook();
  const { assumed, parameters, openedAt } = site;
  try {
    return renderForCopy(text, { settings: assumed, ...parameters }, parameters.asOf ?? openedAt);
  } catch {
    return text;
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  block: css({
    marginBottom: theme.spacing(2),
    '@media print': { '& pre': { maxHeight: 'none', whiteSpace: 'pre-wrap' } },
  }),
  changes: css({ display: 'flex', gap: theme.spacing(1), color: theme.colors.text.primary }),
  icon: css({ color: theme.colors.warning.text, flexShrink: 0, marginTop: theme.spacing(0.25) }),
});
