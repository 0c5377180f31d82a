import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import type { Json } from '@devdiag/catalog/types';
import { EXISTENCE } from '@devdiag/installer/plan/choosable';
import { valueDiff, valueText, type DiffLine } from '@devdiag/installer/plan/lineDiff';
import type { FieldChange } from '@devdiag/installer/types';
import { RAW } from './words';

interface Props {
  /** Title of the resource, for people who don't see where the buttons stand. */
  of: string;
  change: FieldChange;
  onChoose?: (side: 'ours' | 'theirs') => void;
}

/** A value longer than this that stands alone is cut; the whole of it is in the request. */
const LONGEST = 2000;

/** One field where not everybody agrees: what is here, what is wanted, what was installed, and whose is kept. */
export function FieldDifference({ of, change, onChoose }: Props) {
  const styles = useStyles2(getStyles);
  const { base, theirs, ours, changedBy, keep, undecided } = change;
  const field = change.field === EXISTENCE ? t('install.change.whole', 'all of it') : change.field;
  const difference = valueDiff(theirs, ours);
  return (
    <div className={styles.change}>
      <div className={styles.field}>
        <strong>{field}</strong>
        <span className={styles.who}>{whoInWords(changedBy)}</span>
        {undecided && (
          <Badge color="orange" icon="question-circle" text={t('install.change.undecided', 'Choose one')} />
        )}
      </div>
      {difference !== undefined && (
        <Lines
          lines={difference}
          label={t('install.change.difference', 'Difference in {{field}} of {{of}}', { field, of, ...RAW })}
        />
      )}
      <dl className={styles.values}>
        <Value
          name={t('install.change.here', 'Here')}
          text={difference === undefined ? textOf(theirs) : t('install.change.minus', 'the lines with −')}
          kept={!undecided && keep === 'theirs'}
        />
        <Value
          name={t('install.change.wanted', 'DevDiag Ops')}
          text={difference === undefined ? textOf(ours) : t('install.change.plus', 'the lines with +')}
          kept={!undecided && keep === 'ours'}
        />
        {base !== undefined && <Value name={t('install.change.base', 'As installed')} text={baseInWords(change)} />}
      </dl>
      {onChoose && changedBy !== 'ours' && (
        <RadioButtonGroup
          size="sm"
          aria-label={t('install.change.choose', 'Which {{field}} of {{of}} to keep', { field, of, ...RAW })}
          value={undecided ? undefined : keep}
          onChange={onChoose}
          options={[
            {
              label:
                theirs === undefined
                  ? t('install.change.keep-out', 'Leave it out')
                  : t('install.change.keep-theirs', 'Keep what is here'),
              value: 'theirs' as const,
            },
            {
              label:
                ours === undefined
                  ? t('install.change.remove', 'Remove it')
                  : t('install.change.keep-ours', 'Take DevDiag Ops’s'),
              value: 'ours' as const,
            },
          ]}
        />
      )}
    </div>
  );
}

/** What differs, line by line. The signs say it, too: colour is never the only one. */
function Lines({ lines, label }: { lines: DiffLine[]; label: string }) {
  const styles = useStyles2(getStyles);
  return (
    // Focusable, so that the keyboard can scroll it.
    <pre className={styles.lines} tabIndex={0} role="group" aria-label={label}>
      {lines.map(({ sign, text }, index) => (
        <div key={index} className={sign === '-' ? styles.minus : sign === '+' ? styles.plus : undefined}>
          {`${sign === '-' ? '−' : sign} ${text}`}
        </div>
      ))}
    </pre>
  );
}

/** Of a long value only its hash is kept: who changed it tells whose it equals. */
function baseInWords({ base, changedBy }: FieldChange): string {
  if (typeof base !== 'string' || !base.startsWith('#')) {
    return textOf(base);
  }
  switch (changedBy) {
    case 'theirs':
      return t('install.change.base-ours', 'as DevDiag Ops has it');
    case 'ours':
      return t('install.change.base-theirs', 'as it is here');
    case 'both':
      return t('install.change.base-neither', 'neither of the two');
  }
}

function whoInWords(changedBy: FieldChange['changedBy']): string {
  switch (changedBy) {
    case 'theirs':
      return t('install.change.theirs', 'was changed here');
    case 'ours':
      return t('install.change.ours', 'is new in this version, these options or these settings');
    case 'both':
      return t('install.change.both', 'differs on both sides');
  }
}

function Value({ name, text, kept = false }: { name: string; text: string; kept?: boolean }) {
  const styles = useStyles2(getStyles);
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <code>{text}</code>
        {kept && <span className={styles.who}> {t('install.change.kept', '– is kept')}</span>}
      </dd>
    </>
  );
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null || value === '') {
    return t('install.change.nothing', '(nothing)');
  }
  const text = valueText(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const getStyles = (theme: GrafanaTheme2) => ({
  change: css({
    margin: theme.spacing(1, 0),
    paddingLeft: theme.spacing(1.5),
    borderLeft: `2px solid ${theme.colors.border.medium}`,
  }),
  field: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5, 1), alignItems: 'center' }),
  who: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
  lines: css({
    margin: theme.spacing(0.5, 0),
    padding: theme.spacing(1),
    maxHeight: 320,
    overflow: 'auto',
    background: theme.colors.background.canvas,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  minus: css({ background: theme.colors.error.transparent }),
  plus: css({ background: theme.colors.success.transparent }),
  values: css({
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(0.25, 1.5),
    margin: theme.spacing(0.5, 0),
    dt: { ...theme.typography.bodySmall, color: theme.colors.text.secondary, fontWeight: 'normal' },
    dd: { margin: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
  }),
});
