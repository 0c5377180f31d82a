import { css } from '@emotion/css';
import React, { useCallback } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Combobox, useStyles2, type ComboboxOption } from '@grafana/ui';

interface Props {
  tenant: string | null;
  onChange: (tenant: string | null) => void;
  /** Tenants that contain what was typed. */
  load: (typed: string) => Promise<string[]>;
}

/** One tenant or all. Offers those that have runs; any other can be typed. */
export function TenantFilter({ tenant, onChange, load }: Props) {
  const styles = useStyles2(getStyles);
  const options = useCallback(
    async (typed: string): Promise<Array<ComboboxOption<string>>> =>
      (await load(typed)).map((value) => ({ value, label: value })),
    [load]
  );
  return (
    <div className={styles.filter}>
      <label htmlFor="devdiag-tenant" className={styles.label}>
        {t('health.tenant.label', 'Tenant')}
      </label>
      <Combobox<string>
        id="devdiag-tenant"
        options={options}
        value={tenant === null ? null : { value: tenant, label: tenant }}
        onChange={(option) => onChange(option?.value ?? null)}
        placeholder={t('health.tenant.all', 'All tenants')}
        createCustomValue
        isClearable
        width={24}
      />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  filter: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
  label: css({ fontSize: theme.typography.bodySmall.fontSize, fontWeight: theme.typography.fontWeightMedium }),
});
