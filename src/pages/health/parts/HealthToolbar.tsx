import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Switch, useStyles2 } from '@grafana/ui';
import { testIds } from '../../../components/testIds';
import type { UrlState } from '../url';
import { AsOfPicker } from './AsOfPicker';
import { TenantFilter } from './TenantFilter';

interface Props {
  state: UrlState;
  onChange: (change: Partial<UrlState>) => void;
  loadTenants: (typed: string) => Promise<string[]>;
}

/** What is asked: as of when, about which tenant, and whether to compare with the day before. */
export function HealthToolbar({ state, onChange, loadTenants }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.bar} data-testid={testIds.health.toolbar()}>
      <AsOfPicker asOf={state.asOf} onChange={(asOf) => onChange({ asOf })} />
      <TenantFilter tenant={state.tenant} onChange={(tenant) => onChange({ tenant })} load={loadTenants} />
      <div className={styles.compare}>
        <label htmlFor="devdiag-compare">{t('health.toolbar.compare', 'Changed since yesterday')}</label>
        <Switch id="devdiag-compare" value={state.compare} onChange={() => onChange({ compare: !state.compare })} />
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1, 2) }),
  compare: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    label: { fontSize: theme.typography.bodySmall.fontSize, fontWeight: theme.typography.fontWeightMedium },
  }),
});
