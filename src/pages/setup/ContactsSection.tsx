import React from 'react';
import { t } from '@grafana/i18n';
import { Input } from '@grafana/ui';
import { CONTACTS } from '@devdiag/catalog/contacts';
import { SettingField } from '../../components/SettingField';
import { fieldId } from './fields';
import { Section } from './Section';
import type { SectionProps } from './sections';

/** How to reach those whom the runbook names. */
export function ContactsSection({ form, readOnly }: SectionProps) {
  const { draft, edit, problem, leave } = form;
  return (
    <Section
      title={t('setup.contacts.section', 'Contacts')}
      description={t(
        'setup.contacts.section-description',
        'Whom the runbook tells people to turn to. An address becomes a link. Everybody who may open this app sees it.'
      )}
    >
      {CONTACTS.map(({ id, title, when }) => {
        const path = `contacts.${id}`;
        return (
          <SettingField key={id} id={fieldId(path)} label={title} description={when} problem={problem(path)}>
            {(control) => (
              <Input
                {...control}
                value={draft.contacts[id]}
                readOnly={readOnly}
                placeholder={t('setup.contacts.example', 'Channel, number or address')}
                autoComplete="off"
                onChange={({ currentTarget }) => edit({ contacts: { ...draft.contacts, [id]: currentTarget.value } })}
                onBlur={() => leave(path)}
              />
            )}
          </SettingField>
        );
      })}
    </Section>
  );
}
