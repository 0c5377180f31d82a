import { css, cx } from '@emotion/css';
import React, { useId } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, LinkButton, useStyles2 } from '@grafana/ui';
import type { Outcome } from '@devdiag/catalog/types';
import type { CheckChange } from '@devdiag/engine/report/compare';
import { formatValue } from '@devdiag/engine/report/format';
import type { CheckResult } from '@devdiag/engine/report/report';
import { OutcomeBadge } from '../../../components/OutcomeBadge';
import { outcomeColor } from '../../../components/outcomeLook';
import { testIds } from '../../../components/testIds';
import { CHECK_ATTRIBUTE } from '../useKeptFocus';
import { ChangeBadge } from './ChangeBadge';
import { CheckDetails } from './CheckDetails';
import type { DetailsContext } from './detailsContext';
import { MuteNote } from './MuteNote';

interface Props {
  check: CheckResult;
  change: CheckChange | undefined;
  isOpen: boolean;
  onToggle: () => void;
  context: DetailsContext;
}

/** A check in one line: what it came to, in a sentence, and the value against its threshold. Opens to the evidence. */
export function CheckRow({ check, change, isOpen, onToggle, context }: Props) {
  const styles = useStyles2(getStyles, check.outcome, change !== undefined);
  const detailsId = useId();
  const needsHelp = check.outcome !== 'pass' && check.outcome !== 'skipped';
  return (
    <li
      className={styles.row}
      {...{ [CHECK_ATTRIBUTE]: check.id }}
      data-testid={testIds.health.check(check.id)}
      data-outcome={check.outcome}
    >
      <div className={styles.header}>
        <Icon name={isOpen ? 'angle-down' : 'angle-right'} className={styles.arrow} />
        <OutcomeBadge outcome={check.outcome} />
        <div className={styles.text}>
          <h3 className={styles.title}>
            <button
              type="button"
              className={styles.toggle}
              aria-expanded={isOpen}
              aria-controls={detailsId}
              onClick={onToggle}
            >
              {check.title}
            </button>
          </h3>
          <p className={styles.message}>{check.message}</p>
          {check.mute && <MuteNote check={check} mute={check.mute} />}
        </div>
        {check.outcome !== 'pass' && (
          <div className={styles.actions}>
            {needsHelp && (
              <LinkButton
                className={styles.above}
                size="sm"
                variant="secondary"
                icon="book-open"
                href={context.links.playbook(check.id)}
                aria-label={t('health.check.playbook-label', 'Playbook: {{title}}', { title: check.title })}
              >
                {t('health.check.playbook', 'Playbook')}
              </LinkButton>
            )}
          </div>
        )}
        {change && (
          <div className={styles.change}>
            <ChangeBadge change={change} />
          </div>
        )}
        <div className={styles.value}>
          {check.value !== null && <span>{formatValue(check.value, check.unit)}</span>}
          {check.value !== null && check.threshold !== null && (
            <span className={styles.threshold}>
              {t('health.check.threshold', 'threshold {{value}}', { value: formatValue(check.threshold, check.unit) })}
            </span>
          )}
        </div>
      </div>
      <div id={detailsId} className={cx(!isOpen && styles.closed)}>
        {isOpen && <CheckDetails check={check} change={change} context={context} />}
      </div>
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2, outcome: Outcome, isComparing: boolean) => ({
  row: css({
    listStyle: 'none',
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
    borderLeft: `${theme.spacing(0.5)} solid ${outcomeColor(outcome, theme).main}`,
  }),
  header: css({
    position: 'relative',
    display: 'grid',
    gridTemplateColumns: `${theme.spacing(2)} 116px minmax(0, 1fr) 104px ${isComparing ? '112px ' : ''}190px`,
    columnGap: theme.spacing(1),
    alignItems: 'start',
    padding: theme.spacing(1, 1.5),
    borderRadius: theme.shape.radius.default,
    // Grafana's own hover colour would leave too little contrast to the text.
    '&:hover': { background: theme.colors.emphasize(theme.colors.background.secondary, 0.02) },
    [theme.breakpoints.down('md')]: {
      gridTemplateColumns: `${theme.spacing(2)} minmax(0, 1fr) auto`,
      rowGap: theme.spacing(0.5),
    },
  }),
  arrow: css({ marginTop: theme.spacing(0.25), color: theme.colors.text.secondary }),
  text: css({
    minWidth: 0,
    overflowWrap: 'anywhere',
    // What is well needs no second line.
    ...(outcome === 'pass' && {
      gridColumnEnd: 'span 2',
      display: 'grid',
      gridTemplateColumns: '180px 1fr',
      columnGap: theme.spacing(2),
    }),
    [theme.breakpoints.down('md')]: { display: 'block', gridColumn: '2 / -1', gridRow: 2 },
  }),
  title: css({ margin: 0, fontSize: theme.typography.body.fontSize, lineHeight: theme.typography.body.lineHeight }),
  // The button's reach is the whole line, so that there is no small target to hit.
  toggle: css({
    all: 'unset',
    cursor: 'pointer',
    fontWeight: theme.typography.fontWeightMedium,
    '&::after': { content: '""', position: 'absolute', inset: 0, borderRadius: theme.shape.radius.default },
    '&&:focus, &&:focus-visible': { outline: 'none', boxShadow: 'none' },
    '&:focus-visible::after': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  message: css({ margin: 0, color: theme.colors.text.secondary }),
  change: css({ [theme.breakpoints.down('md')]: { gridColumn: '2 / -1', gridRow: 4 } }),
  value: css({
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-end',
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
    fontWeight: theme.typography.fontWeightMedium,
    ...(outcome === 'pass' && {
      flexDirection: 'row',
      justifyContent: 'flex-end',
      alignItems: 'baseline',
      gap: theme.spacing(1),
    }),
    [theme.breakpoints.down('md')]: {
      gridColumn: '2 / -1',
      gridRow: 3,
      flexDirection: 'row',
      justifyContent: 'flex-start',
      alignItems: 'baseline',
      gap: theme.spacing(1),
    },
  }),
  threshold: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightRegular,
  }),
  actions: css({ display: 'flex', justifyContent: 'flex-end' }),
  above: css({ position: 'relative', zIndex: 1 }),
  closed: css({ display: 'none' }),
});
