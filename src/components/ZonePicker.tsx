import React, { useMemo } from 'react';
import { Combobox } from '@grafana/ui';

interface Props {
  id: string;
  value: string;
  onChange: (zone: string) => void;
  invalid: boolean;
  disabled: boolean;
}

/** A searchable list of IANA time zones. A zone that the list lacks can be typed. */
export function ZonePicker({ id, value, onChange, invalid, disabled }: Props) {
  const options = useMemo(() => zoneNames().map((zone) => ({ value: zone, label: zone })), []);
  return (
    <Combobox
      id={id}
      aria-labelledby={`${id}-label`}
      options={options}
      value={value}
      onChange={(option) => onChange(option.value)}
      createCustomValue
      invalid={invalid}
      disabled={disabled}
    />
  );
}

/** UTC first: browsers leave it out of their list or bury it, and it is what most sites need. */
function zoneNames(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
}
