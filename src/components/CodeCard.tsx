import React, { type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { ClipboardButton, useStyles2 } from '@grafana/ui';

interface Props {
  /** What the text is, for people who don't see it: "Query: Diagnosis". */
  label: string;
  /** What kind of text, in a word: "SQL". */
  kind: string;
  code: string;
  /** Further buttons beside "Copy". */
  actions?: ReactNode;
  /** Stands under the text. */
  note?: ReactNode;
}

/** Text to copy, in a card whose buttons have a line of their own: on a phone they would cover the text. */
export function CodeCard({ label, kind, code, actions, note }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.card}>
      <div className={styles.bar}>
        <span className={styles.kind}>{kind}</span>
        {actions}
        <ClipboardButton
          size="sm"
          variant="secondary"
          fill="text"
          icon="copy"
          getText={() => code}
          aria-label={t('code-block.copy-label', 'Copy: {{label}}', { label, interpolation: { escapeValue: false } })}
        >
          {t('code-block.copy', 'Copy')}
        </ClipboardButton>
      </div>
      {/* Focusable, so that the keyboard can scroll it. */}
      <pre className={styles.code} tabIndex={0} role="group" aria-label={label}>
        <code>{code}</code>
      </pre>
      {note && <div className={styles.note}>{note}</div>}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.canvas,
    overflow: 'hidden',
  }),
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'flex-end',
    padding: theme.spacing(0.25, 0.5, 0.25, 1.5),
    background: theme.colors.background.secondary,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  kind: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary, marginRight: 'auto' }),
  code: css({
    margin: 0,
    padding: theme.spacing(1.5),
    maxHeight: 360,
    overflow: 'auto',
    border: 'none',
    borderRadius: 0,
    background: 'transparent',
    color: theme.colors.text.primary,
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    lineHeight: 1.5,
    whiteSpace: 'pre',
    code: { all: 'unset' },
  }),
  note: css({
    ...theme.typography.bodySmall,
    color: theme.colors.text.secondary,
    padding: theme.spacing(0.75, 1.5),
    borderTop: `1px solid ${theme.colors.border.weak}`,
  }),
});
