import React, { useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, Input, useStyles2 } from '@grafana/ui';
import type { CheckDefinition } from '@devdiag/catalog/types';
import { toInput, unitSuffix, withUnit } from '@devdiag/engine/settings/units';
import { SettingField } from '../../components/SettingField';
import { DefaultNote } from './DefaultNote';
import { fieldId } from './fields';
import type { SectionProps } from './sections';

interface Props extends SectionProps {
  definition: CheckDefinition;
  /** Asked to be open; the person can still close it. */
  open: boolean;
}

/** The thresholds of one check behind its title, which says what is in force. */
export function ThresholdGroup({ definition, form, readOnly, open }: Props) {
  const styles = useStyles2(getStyles);
  const { id, title, description, thresholds } = definition;
  const [toggled, setToggled] = useState<{ asked: boolean; open: boolean }>();
  const values = form.draft.thresholds[id];
  const path = (thresholdId: string) => `thresholds.${id}.${thresholdId}`;
  const hasProblem = thresholds.some((threshold) => form.problem(path(threshold.id)) !== undefined);
  const set = thresholds.filter((threshold) => values[threshold.id] !== toInput(threshold.default, threshold.unit));
  // A refused value must not hide, and a new wish of the page counts more than an old click.
  const isOpen = hasProblem || (toggled && toggled.asked === open ? toggled.open : open);
  const summary = thresholds
    .map(({ id: each, label, unit }) => `${label} ${values[each]} ${unitSuffix(unit)}`.trim())
    .join(' · ');

  return (
    <div className={styles.group}>
      <h3 className={styles.heading}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={isOpen}
          aria-controls={isOpen ? `thresholds-${id}` : undefined}
          onClick={() => setToggled({ asked: open, open: !isOpen })}
        >
          <Icon name={isOpen ? 'angle-down' : 'angle-right'} className={styles.arrow} />
          <span className={styles.words}>
            <span className={styles.title}>{title}</span>
            <span className={styles.summary}>{isOpen ? description : summary}</span>
          </span>
          {set.length > 0 && <span className={styles.changed}>{t('setup.thresholds.changed', 'Changed')}</span>}
        </button>
      </h3>
      {isOpen && (
        <div id={`thresholds-${id}`} className={styles.fields}>
          {thresholds.map((threshold) => (
            <SettingField
              key={threshold.id}
              id={fieldId(path(threshold.id))}
              label={threshold.label}
              description={threshold.description}
              problem={form.problem(path(threshold.id))}
              note={
                <DefaultNote
                  shown={withUnit(threshold.default, threshold.unit)}
                  of={`${title}: ${threshold.label}`}
                  isDefault={!set.includes(threshold)}
                  onReset={
                    readOnly
                      ? undefined
                      : () => form.editThreshold(id, threshold.id, toInput(threshold.default, threshold.unit))
                  }
                />
              }
            >
              {(control) => (
                <Input
                  {...control}
                  value={values[threshold.id]}
                  readOnly={readOnly}
                  inputMode="decimal"
                  suffix={unitSuffix(threshold.unit) || undefined}
                  autoComplete="off"
                  onChange={({ currentTarget }) => form.editThreshold(id, threshold.id, currentTarget.value)}
                  onBlur={() => form.leave(path(threshold.id))}
                />
              )}
            </SettingField>
          ))}
        </div>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  group: css({
    marginTop: theme.spacing(1),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  heading: css({ margin: 0 }),
  toggle: css({
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    width: '100%',
    padding: theme.spacing(1, 1.5),
    border: 'none',
    borderRadius: theme.shape.radius.default,
    background: 'transparent',
    color: theme.colors.text.primary,
    textAlign: 'left',
    '&:hover': { background: theme.colors.action.hover },
  }),
  arrow: css({ marginTop: theme.spacing(0.25), flexShrink: 0 }),
  words: css({ display: 'flex', flexDirection: 'column', minWidth: 0, flex: 1 }),
  title: css({ ...theme.typography.body, fontWeight: theme.typography.fontWeightMedium }),
  summary: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
  changed: css({
    ...theme.typography.bodySmall,
    padding: theme.spacing(0, 0.75),
    borderRadius: theme.shape.radius.pill,
    border: `1px solid ${theme.colors.info.border}`,
    color: theme.colors.info.text,
    flexShrink: 0,
  }),
  fields: css({
    padding: theme.spacing(0, 1.5, 0.5, 4.5),
    [theme.breakpoints.down('sm')]: { paddingLeft: theme.spacing(1.5) },
  }),
});
