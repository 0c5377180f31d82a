import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { ClipboardButton, useStyles2 } from '@grafana/ui';

interface Props {
  /** What the text is, for people who don't see it: "Query of Data freshness". */
  label: string;
  code: string;
  'data-testid'?: string;
}

/** Text to read and copy: SQL, DDL, grants. A plain block, since an editor is a megabyte for the same lines. */
export function CodeBlock({ label, code, 'data-testid': testId }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.frame}>
      <ClipboardButton
        className={styles.copy}
        size="sm"
        variant="secondary"
        icon="copy"
        getText={() => code}
        aria-label={t('code-block.copy-label', 'Copy: {{label}}', { label, interpolation: { escapeValue: false } })}
      >
        {t('code-block.copy', 'Copy')}
      </ClipboardButton>
      {/* Focusable, so that the keyboard can scroll it. */}
      <pre className={styles.code} tabIndex={0} role="group" aria-label={label} data-testid={testId}>
        <code>{code}</code>
      </pre>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({ position: 'relative' }),
  copy: css({ position: 'absolute', top: theme.spacing(1), right: theme.spacing(2) }),
  code: css({
    margin: 0,
    padding: theme.spacing(1.5),
    paddingRight: theme.spacing(12),
    maxHeight: 320,
    overflow: 'auto',
    background: theme.colors.background.canvas,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    color: theme.colors.text.primary,
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: 1.5,
    whiteSpace: 'pre',
    code: { all: 'unset' },
  }),
});
