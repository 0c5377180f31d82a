import React from 'react';
import { t } from '@grafana/i18n';
import { Input } from '@grafana/ui';
import { DEFAULTS } from '@devdiag/engine/settings/settings';
import { SettingField } from '../../components/SettingField';
import { ZonePicker } from '../../components/ZonePicker';
import { DefaultNote } from './DefaultNote';
import { fieldId } from './fields';
import { Section } from './Section';
import type { SectionProps } from './sections';

/** Where and how DevDiag keeps its data. */
export function DataSection({ form, readOnly }: SectionProps) {
  const { draft, edit, problem, leave } = form;
  const days = t('setup.retention.unit', 'days');
  return (
    <Section title={t('setup.data.section', 'Data')}>
      <SettingField
        id={fieldId('schema')}
        label={t('setup.schema.label', 'Schema name')}
        description={t('setup.schema.description', 'The PostgreSQL schema that holds diag_run and fix_outcome.')}
        problem={problem('schema')}
        note={
          <DefaultNote
            shown={DEFAULTS.schema}
            of={t('setup.schema.label', 'Schema name')}
            isDefault={draft.schema === DEFAULTS.schema}
            onReset={readOnly ? undefined : () => edit({ schema: DEFAULTS.schema })}
          />
        }
      >
        {(control) => (
          <Input
            {...control}
            value={draft.schema}
            readOnly={readOnly}
            spellCheck={false}
            autoComplete="off"
            onChange={({ currentTarget }) => edit({ schema: currentTarget.value })}
            onBlur={() => leave('schema')}
          />
        )}
      </SettingField>
      <SettingField
        id={fieldId('timeZone')}
        label={t('setup.zone.label', 'Time zone of the data')}
        description={t(
          'setup.zone.description',
          "DevDiag stores times without a zone: this is the one they are in, and the one in which days begin. It is UTC unless the writer's session says otherwise."
        )}
        problem={problem('timeZone')}
        note={
          <DefaultNote
            shown={DEFAULTS.timeZone}
            of={t('setup.zone.label', 'Time zone of the data')}
            isDefault={draft.timeZone === DEFAULTS.timeZone}
            onReset={readOnly ? undefined : () => edit({ timeZone: DEFAULTS.timeZone })}
          />
        }
      >
        {({ id, invalid }) => (
          <ZonePicker
            id={id}
            value={draft.timeZone}
            invalid={invalid}
            disabled={readOnly}
            onChange={(timeZone) => {
              edit({ timeZone });
              leave('timeZone');
            }}
          />
        )}
      </SettingField>
      <SettingField
        id={fieldId('retentionDays')}
        label={t('setup.retention.label', 'Retention')}
        description={t('setup.retention.description', 'How long runs are kept before the cleanup job deletes them.')}
        problem={problem('retentionDays')}
        note={
          <DefaultNote
            shown={`${DEFAULTS.retentionDays} ${days}`}
            of={t('setup.retention.label', 'Retention')}
            isDefault={draft.retentionDays === String(DEFAULTS.retentionDays)}
            onReset={readOnly ? undefined : () => edit({ retentionDays: String(DEFAULTS.retentionDays) })}
          />
        }
      >
        {(control) => (
          <Input
            {...control}
            value={draft.retentionDays}
            readOnly={readOnly}
            inputMode="numeric"
            suffix={days}
            autoComplete="off"
            onChange={({ currentTarget }) => edit({ retentionDays: currentTarget.value })}
            onBlur={() => leave('retentionDays')}
          />
        )}
      </SettingField>
    </Section>
  );
}
