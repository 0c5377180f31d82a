import React from 'react';
import { t } from '@grafana/i18n';
import { Combobox } from '@grafana/ui';
import type { Transport } from '@devdiag/installer/types';
import { useContactPoints } from './useDelivery';

interface Props {
  id: string;
  transport: Transport;
  value: string | null;
  disabled: boolean;
  onChange: (receiver: string | null) => void;
}

/** Chooses among the existing contact points; where they may not be read, their name can be typed. */
export function ReceiverPicker({ id, transport, value, disabled, onChange }: Props) {
  const names = useContactPoints(transport);
  const options = [...new Set([...(names ?? []), ...(value === null ? [] : [value])])].map((name) => ({
    value: name,
    label: name,
  }));
  return (
    <Combobox
      id={id}
      aria-labelledby={`${id}-label`}
      isClearable
      createCustomValue={names === null}
      disabled={disabled}
      placeholder={t('install.receiver.policies', 'By the notification policies')}
      value={value}
      options={options}
      onChange={(chosen) => onChange(chosen === null ? null : chosen.value)}
    />
  );
}
