import React from 'react';
import { t } from '@grafana/i18n';
import { Combobox } from '@grafana/ui';
import type { Installation } from '@devdiag/installer/types';
import { SettingField } from '../../../components/SettingField';
import { RAW } from './words';

interface Props {
  installations: Installation[];
  prefix: string;
  disabled: boolean;
  onChoose: (prefix: string) => void;
}

/** Which of several installations the page is about. */
export function InstallationPicker({ installations, prefix, disabled, onChoose }: Props) {
  const known = installations.map((installation) => ({
    value: installation.prefix,
    label:
      installation.prefix === '' ? t('install.which.first', 'The first one, without a prefix') : installation.prefix,
    description: t('install.which.version', 'Version {{version}}', { version: installation.version, ...RAW }),
  }));
  const isNew = !installations.some((installation) => installation.prefix === prefix);
  if (known.length + (isNew ? 1 : 0) < 2) {
    return null;
  }
  return (
    <SettingField id="install-which" label={t('install.which.label', 'Installation')}>
      {({ id }) => (
        <Combobox
          id={id}
          aria-labelledby={`${id}-label`}
          disabled={disabled}
          value={prefix}
          options={
            isNew
              ? [...known, { value: prefix, label: t('install.which.new', '{{prefix}} (new)', { prefix, ...RAW }) }]
              : known
          }
          onChange={({ value }) => onChoose(value)}
        />
      )}
    </SettingField>
  );
}
