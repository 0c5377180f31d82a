import React, { lazy, Suspense } from 'react';
import { t } from '@grafana/i18n';
import { LoadingPlaceholder, RadioButtonGroup } from '@grafana/ui';
import { SettingField } from '../../components/SettingField';
import { fieldId } from './fields';
import { Section } from './Section';
import type { SectionProps } from './sections';

const ExpectedHoursFields = lazy(() => import('./ExpectedHoursFields'));

/** When diagnoses are to be expected: silence at other times is no fault. */
export function ExpectedHoursSection({ form, readOnly }: SectionProps) {
  const { draft, edit, problem } = form;
  return (
    <Section
      title={t('setup.hours.section', 'Expected hours')}
      description={t(
        'setup.hours.section-description',
        'Diagnoses come from people at work. Outside these hours silence is no fault: freshness, runs today and silent tenants count expected time only.'
      )}
    >
      <SettingField
        id={fieldId('expectedHours')}
        group
        label={t('setup.hours.label', 'Diagnoses are expected')}
        problem={problem('expectedHours')}
      >
        {({ id }) => (
          <RadioButtonGroup
            id={id}
            aria-label={t('setup.hours.label', 'Diagnoses are expected')}
            options={[
              { label: t('setup.hours.always', 'Always'), value: true },
              { label: t('setup.hours.some', 'At certain hours'), value: false },
            ]}
            value={draft.always}
            disabled={readOnly}
            onChange={(always) => edit({ always })}
          />
        )}
      </SettingField>
      {!draft.always && (
        <Suspense fallback={<LoadingPlaceholder text={t('setup.hours.loading', 'Loading')} />}>
          <ExpectedHoursFields form={form} readOnly={readOnly} />
        </Suspense>
      )}
    </Section>
  );
}
