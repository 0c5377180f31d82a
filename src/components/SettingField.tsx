import React, { type ReactElement, type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { FieldValidationMessage, useStyles2 } from '@grafana/ui';

/** What a control needs so that label, description and problem belong to it. */
export interface ControlProps {
  id: string;
  invalid: boolean;
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
}

export interface SettingFieldProps {
  /** Also the beginning of the ids around it; unique on the page. */
  id: string;
  label: string;
  description?: ReactNode;
  /** The sentence that says why the value is refused. */
  problem?: string;
  /** Stands under the control: the default, a way back to it. */
  note?: ReactNode;
  /** Controls that can't be pointed at by a label (several inputs) name themselves with `${id}-label`. */
  group?: boolean;
  children: (props: ControlProps) => ReactElement;
}

/**
 * A setting: label and description on the left, control on the right, one above the other where there is no room.
 * Grafana's own Field ties its message to the input only from 13 on; this one does in 12.3 too.
 */
export function SettingField({ id, label, description, problem, note, group = false, children }: SettingFieldProps) {
  const styles = useStyles2(getStyles);
  const describedBy = [description ? `${id}-description` : '', problem ? `${id}-problem` : '']
    .filter(Boolean)
    .join(' ');
  return (
    <div className={styles.row} data-testid={`setting ${id}`}>
      <div className={styles.words}>
        {group ? (
          <div id={`${id}-label`} className={styles.label}>
            {label}
          </div>
        ) : (
          <label id={`${id}-label`} htmlFor={id} className={styles.label}>
            {label}
          </label>
        )}
        {description && (
          <div id={`${id}-description`} className={styles.description}>
            {description}
          </div>
        )}
      </div>
      <div className={styles.control}>
        {children({
          id,
          invalid: problem !== undefined,
          'aria-invalid': problem !== undefined,
          'aria-describedby': describedBy || undefined,
        })}
        {problem && (
          <div id={`${id}-problem`}>
            <FieldValidationMessage>{problem}</FieldValidationMessage>
          </div>
        )}
        {note && <div className={styles.note}>{note}</div>}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 3),
    padding: theme.spacing(1.5, 0),
    '& + &': { borderTop: `1px solid ${theme.colors.border.weak}` },
  }),
  words: css({ flex: '1 1 240px', minWidth: 0 }),
  control: css({ flex: '1 1 260px', maxWidth: 380, minWidth: 0 }),
  label: css({ display: 'block', ...theme.typography.body, fontWeight: theme.typography.fontWeightMedium }),
  description: css({
    ...theme.typography.bodySmall,
    color: theme.colors.text.secondary,
    marginTop: theme.spacing(0.25),
    maxWidth: '60ch',
  }),
  note: css({
    ...theme.typography.bodySmall,
    color: theme.colors.text.secondary,
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    minHeight: theme.spacing(3),
    marginTop: theme.spacing(0.25),
  }),
});
