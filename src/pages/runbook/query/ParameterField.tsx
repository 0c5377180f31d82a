import React, { useCallback, useId } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { locationService } from '@grafana/runtime';
import { Combobox, useStyles2, type ComboboxOption } from '@grafana/ui';
import type { PageParameter } from '@devdiag/catalog/types';
import { PARAMETER_NAMES } from '@devdiag/engine/runbook/blocks';
import { useRunbook } from '../site/RunbookContext';
import { useOffers } from './useOffers';

interface Props {
  parameter: PageParameter;
  /** Before the address changes. */
  onChoose?: () => void;
}

/** One of the page's parameters: what is set, what the data offers, anything else to type, and a way to clear it. */
export function ParameterField({ parameter, onChoose }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const { site } = useRunbook();
  const load = useOffers(site);
  const options = useCallback((typed: string) => load(parameter, typed), [load, parameter]);
  const value = site.parameters[parameter];
  const change = (option: ComboboxOption<string> | null) => {
    onChoose?.();
    locationService.partial({ [PARAMETER_NAMES[parameter]]: option?.value || null }, true);
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {parameterLabel(parameter)}
      </label>
      <Combobox<string>
        id={id}
        options={options}
        value={value === null ? null : { value, label: value }}
        onChange={change}
        placeholder={anyLabel(parameter)}
        createCustomValue
        isClearable
        width={28}
      />
    </div>
  );
}

/** A parameter's name. */
export function parameterLabel(parameter: PageParameter): string {
  switch (parameter) {
    case 'tenant':
      return t('runbook.parameter.tenant', 'Tenant');
    case 'problem':
      return t('runbook.parameter.problem', 'Problem code');
    case 'target':
      return t('runbook.parameter.target', 'Target');
  }
}

function anyLabel(parameter: PageParameter): string {
  switch (parameter) {
    case 'tenant':
      return t('runbook.parameter.any-tenant', 'All tenants');
    case 'problem':
      return t('runbook.parameter.any-problem', 'Any problem code');
    case 'target':
      return t('runbook.parameter.any-target', 'Any target');
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  field: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.25), maxWidth: '100%' }),
  label: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
});
