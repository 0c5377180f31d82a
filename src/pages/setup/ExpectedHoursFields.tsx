import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Checkbox, Input, useStyles2 } from '@grafana/ui';
import { SettingField } from '../../components/SettingField';
import { ZonePicker } from '../../components/ZonePicker';
import { fieldId } from './fields';
import type { SectionProps } from './sections';

/** The hours at which diagnoses are expected: days, times and their zone. */
export default function ExpectedHoursFields({ form, readOnly }: SectionProps) {
  const styles = useStyles2(getStyles);
  const { draft, edit, problem, leave } = form;
  const dayNames = [
    t('setup.hours.monday', 'Mon'),
    t('setup.hours.tuesday', 'Tue'),
    t('setup.hours.wednesday', 'Wed'),
    t('setup.hours.thursday', 'Thu'),
    t('setup.hours.friday', 'Fri'),
    t('setup.hours.saturday', 'Sat'),
    t('setup.hours.sunday', 'Sun'),
  ];
  const toggle = (day: number) => {
    edit({ days: draft.days.includes(day) ? draft.days.filter((each) => each !== day) : [...draft.days, day].sort() });
    leave('expectedHours.days');
  };
  const overnight = /^\d\d:\d\d$/.test(draft.to) && draft.to <= draft.from;

  return (
    <>
      <SettingField
        id={fieldId('expectedHours.days')}
        group
        label={t('setup.hours.days', 'Days')}
        problem={problem('expectedHours.days')}
      >
        {({ id, ...aria }) => (
          <div
            role="group"
            aria-labelledby={`${id}-label`}
            aria-describedby={aria['aria-describedby']}
            className={styles.days}
          >
            {dayNames.map((label, index) => (
              <Checkbox
                key={label}
                label={label}
                value={draft.days.includes(index + 1)}
                disabled={readOnly}
                aria-invalid={aria['aria-invalid']}
                onChange={() => toggle(index + 1)}
              />
            ))}
          </div>
        )}
      </SettingField>
      {(['from', 'to'] as const).map((end) => (
        <SettingField
          key={end}
          id={fieldId(`expectedHours.${end}`)}
          label={end === 'from' ? t('setup.hours.from', 'From') : t('setup.hours.to', 'To')}
          description={
            end === 'from'
              ? undefined
              : t(
                  'setup.hours.to-description',
                  '24:00 is the end of the day; a time at or before "From" is on the next day.'
                )
          }
          problem={problem(`expectedHours.${end}`)}
          note={end === 'to' && overnight ? t('setup.hours.overnight', 'Ends on the next day.') : undefined}
        >
          {(control) => (
            <Input
              {...control}
              value={draft[end]}
              readOnly={readOnly}
              placeholder="HH:MM"
              autoComplete="off"
              width={14}
              onChange={({ currentTarget }) => edit({ [end]: currentTarget.value })}
              onBlur={() => leave(`expectedHours.${end}`)}
            />
          )}
        </SettingField>
      ))}
      <SettingField
        id={fieldId('expectedHours.zone')}
        label={t('setup.hours.zone', 'Time zone of these hours')}
        description={t(
          'setup.hours.zone-description',
          'Where the people are who run diagnoses. Daylight saving is followed.'
        )}
        problem={problem('expectedHours.zone')}
      >
        {({ id, invalid }) => (
          <ZonePicker
            id={id}
            value={draft.hoursZone}
            invalid={invalid}
            disabled={readOnly}
            onChange={(hoursZone) => {
              edit({ hoursZone });
              leave('expectedHours.zone');
            }}
          />
        )}
      </SettingField>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  // Working days on one line, the weekend below.
  days: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(5, max-content)',
    justifyItems: 'start',
    gap: theme.spacing(1, 2),
  }),
});
