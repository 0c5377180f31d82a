import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, Button, useStyles2 } from '@grafana/ui';
import { ALERTS } from '@devdiag/catalog/generated/alerts';
import type { Settings } from '@devdiag/catalog/types';
import { withUnit } from '@devdiag/engine/settings/units';
import { defaultRule } from '@devdiag/installer/options';
import type { InstallOptions } from '@devdiag/installer/types';
import { RAW } from './words';

interface Props {
  /** Ids of the alerts whose threshold is not Health's. */
  apart: string[];
  options: InstallOptions;
  settings: Settings;
  /** Left out for people who may not change it. */
  onFollow?: () => void;
}

/** An alert that fires while Health is green, or the other way round, should be somebody's wish and no accident. */
export function HealthThresholdsNote({ apart, options, settings, onFollow }: Props) {
  const styles = useStyles2(getStyles);
  const alerts = ALERTS.filter(({ definition }) => apart.includes(definition.id));
  return (
    <Alert
      severity="info"
      title={t('install.apart.title', '{{count}} rules have other thresholds than Health', {
        count: alerts.length,
        defaultValue_one: '{{count}} rule has another threshold than Health',
      })}
    >
      <ul className={styles.list}>
        {alerts.map(({ definition }) => (
          <li key={definition.id}>
            {t('install.apart.rule', '{{title}}: {{own}}, Health {{health}}', {
              title: definition.title,
              own: withUnit(options.rules[definition.id].threshold, definition.unit),
              health: withUnit(defaultRule(definition, settings).threshold, definition.unit),
              ...RAW,
            })}
          </li>
        ))}
      </ul>
      {onFollow && (
        <Button size="sm" variant="secondary" onClick={onFollow}>
          {t('install.apart.follow', 'Take Health’s')}
        </Button>
      )}
    </Alert>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ margin: theme.spacing(0, 0, 1), paddingLeft: theme.spacing(2) }),
});
