import { css, cx, keyframes } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { testIds } from '../../../components/testIds';
import { DEFINITIONS } from '../definitions';

/** The report's layout without the report: the same boxes in the same places, so that nothing jumps. */
export function HealthSkeleton() {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.page} data-testid={testIds.health.skeleton()} aria-busy="true">
      <span className="sr-only">{t('health.skeleton.loading', 'Running the checks')}</span>
      <div className={styles.banner}>
        <div className={cx(styles.bone, styles.icon)} />
        <div className={styles.lines}>
          <div className={cx(styles.bone, styles.heading)} />
          <div className={cx(styles.bone, styles.line)} />
          <div className={cx(styles.bone, styles.line)} />
        </div>
      </div>
      <div className={cx(styles.bone, styles.filter)} />
      <div className={styles.rows}>
        <div className={cx(styles.bone, styles.groupHeading)} />
        {DEFINITIONS.map(({ id }) => (
          <div key={id} className={styles.row}>
            <div className={cx(styles.bone, styles.outcome)} />
            <div className={cx(styles.bone, styles.title)} />
            <div className={cx(styles.bone, styles.line)} />
          </div>
        ))}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const fade = keyframes({ from: { opacity: 0.4 }, to: { opacity: 1 } });
  const box = { borderRadius: theme.shape.radius.default, background: theme.colors.background.secondary };
  return {
    page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2) }),
    bone: css({
      borderRadius: theme.shape.radius.default,
      background: theme.colors.emphasize(theme.colors.background.secondary, 0.08),
      [theme.transitions.handleMotion('no-preference')]: { animation: `${fade} 0.9s ease-in-out infinite alternate` },
    }),
    banner: css({ ...box, display: 'flex', gap: theme.spacing(2), minHeight: 106, padding: theme.spacing(2) }),
    icon: css({ width: 36, height: 36, borderRadius: theme.shape.radius.circle, flexShrink: 0 }),
    lines: css({ flexGrow: 1, display: 'flex', flexDirection: 'column', gap: theme.spacing(0.75) }),
    heading: css({ width: '40%', height: 26 }),
    line: css({ width: '50%', height: 18 }),
    filter: css({
      width: '50%',
      height: theme.spacing(theme.components.height.sm),
      borderRadius: theme.shape.radius.pill,
    }),
    rows: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5) }),
    groupHeading: css({ width: 120, height: 20, marginBottom: theme.spacing(0.5) }),
    row: css({ ...box, display: 'flex', gap: theme.spacing(2), minHeight: 38, padding: theme.spacing(1.25, 1.5) }),
    outcome: css({ width: 132, height: 18, flexShrink: 0 }),
    title: css({ width: 160, height: 18, flexShrink: 0 }),
  };
};
