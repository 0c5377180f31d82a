import { css, cx } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { CheckGroup, GroupId } from '@devdiag/engine/report/groups';
import { groupTitle } from '../words';

interface Props {
  groups: CheckGroup[];
  /** Empty means all. */
  show: GroupId[];
  onChange: (show: GroupId[]) => void;
}

/** Which groups to show, with how many checks each has. */
export function GroupFilter({ groups, show, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const total = groups.reduce((sum, { checks }) => sum + checks.length, 0);
  const toggle = (id: GroupId) => onChange(show.includes(id) ? show.filter((other) => other !== id) : [...show, id]);
  const button = (key: string, label: string, count: number, pressed: boolean, onClick: () => void) => (
    <button
      key={key}
      type="button"
      className={cx(styles.pill, pressed && styles.pressed)}
      aria-pressed={pressed}
      onClick={onClick}
    >
      {label} <span className={styles.count}>{count}</span>
    </button>
  );
  return (
    <div className={styles.bar} role="group" aria-label={t('health.filter.label', 'Show groups')}>
      {button('all', t('health.filter.all', 'All checks'), total, show.length === 0, () => onChange([]))}
      {groups.map(({ id, checks }) => button(id, groupTitle(id), checks.length, show.includes(id), () => toggle(id)))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
  pill: css({
    height: theme.spacing(theme.components.height.sm),
    padding: theme.spacing(0, 1.5),
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.pill,
    background: 'transparent',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    whiteSpace: 'nowrap',
    '&:hover': { background: theme.colors.action.hover, color: theme.colors.text.primary },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 2 },
  }),
  pressed: css({ background: theme.colors.action.selected, color: theme.colors.text.primary }),
  count: css({ fontVariantNumeric: 'tabular-nums' }),
});
