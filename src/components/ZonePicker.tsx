import React from 'react';
import { Combobox, type ComboboxOption } from '@grafana/ui';
import { timeZoneProblem } from '@devdiag/engine/settings/settings';

interface Props {
  id: string;
  value: string;
  onChange: (zone: string) => void;
  invalid: boolean;
  disabled: boolean;
}

/** A searchable list of IANA time zones. */
export function ZonePicker({ id, value, onChange, invalid, disabled }: Props) {
  return (
    <Combobox
      id={id}
      aria-labelledby={`${id}-label`}
      options={zonesMatching}
      value={{ value, label: value }}
      onChange={(option) => onChange(option.value)}
      invalid={invalid}
      disabled={disabled}
    />
  );
}

/** Browsers list a zone under one of its names only (Asia/Calcutta, not Asia/Kolkata); the others can be typed. */
export async function zonesMatching(input: string): Promise<Array<ComboboxOption<string>>> {
  const wanted = input.trim().toLowerCase().replaceAll(' ', '_');
  const zones = zoneNames().filter((zone) => zone.toLowerCase().includes(wanted));
  const typed = input.trim();
  const isOther = wanted !== '' && !zones.some((zone) => zone.toLowerCase() === wanted) && !timeZoneProblem(typed);
  return [...zones, ...(isOther ? [typed] : [])].map((zone) => ({ value: zone, label: zone }));
}

/** UTC first: browsers leave it out of their list or bury it, and it is what most sites need. */
function zoneNames(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
}
