import { css } from '@emotion/css';
import React from 'react';
import { dateTime, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { DateTimePicker, RadioButtonGroup, useStyles2 } from '@grafana/ui';

interface Props {
  /** Milliseconds since 1970; null is now. */
  asOf: number | null;
  onChange: (asOf: number | null) => void;
}

const HOUR = 60 * 60 * 1000;

/** The instant that is asked about: now, or one in the past. */
export function AsOfPicker({ asOf, onChange }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.picker} role="group" aria-label={t('health.as-of-picker.label', 'As of')}>
      <RadioButtonGroup
        aria-label={t('health.as-of-picker.label', 'As of')}
        options={[
          { value: 'now', label: t('health.as-of-picker.now', 'Now') },
          { value: 'past', label: t('health.as-of-picker.past', 'Past instant') },
        ]}
        value={asOf === null ? 'now' : 'past'}
        onChange={(choice) => onChange(choice === 'now' ? null : Math.floor(Date.now() / HOUR) * HOUR)}
      />
      {asOf !== null && (
        <DateTimePicker
          date={dateTime(asOf)}
          maxDate={new Date()}
          showSeconds={false}
          onChange={(picked) => {
            // The picker reports every blur, with seconds cut off: only another minute is another question.
            const at = picked?.valueOf();
            if (at !== undefined && !Number.isNaN(at) && Math.floor(at / 60_000) !== Math.floor(asOf / 60_000)) {
              onChange(Math.min(at, Date.now()));
            }
          }}
        />
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  picker: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
});
