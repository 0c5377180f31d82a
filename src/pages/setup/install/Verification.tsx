import React from 'react';
import { css, cx } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { Alert, TextLink, useStyles2 } from '@grafana/ui';
import { ALERTS } from '@devdiag/catalog/generated/alerts';
import { formatValue } from '@devdiag/engine/report/format';
import { alertIdOf } from '@devdiag/installer/names';
import type { PanelVerification, RuleVerification, VerifyReport } from '@devdiag/installer/types';
import { testIds } from '../../../components/testIds';
import { playbookUrl } from '../../../grafana/links';
import { ruleLook } from './actions';
import { LookBadge } from './LookBadge';
import { pageOf } from './addresses';
import { RAW } from './words';

/** Of the values of a rule that fires for each problem code, more than these say nothing more. */
const MOST_VALUES = 3;

/** What every rule and every panel says right now. */
export function Verification({
  report,
  prefix,
  tenant,
}: {
  report: VerifyReport;
  prefix: string;
  /** Whose runs the panels count; null: all. */
  tenant: string | null;
}) {
  const styles = useStyles2(getStyles);
  return (
    <div data-testid={testIds.install.verification()}>
      <Alert
        severity={!report.ok ? 'error' : report.warnings.length > 0 ? 'warning' : 'success'}
        title={
          !report.ok
            ? t('install.verify.not-ok', 'Not everything works')
            : report.warnings.length > 0
              ? t('install.verify.no-data', 'Everything is there, and not everything has data')
              : t('install.verify.ok', 'Everything is there and works')
        }
      >
        <Sentences of={[...report.differences, ...report.warnings]} />
      </Alert>
      {report.edited.length > 0 && (
        <Alert severity="info" title={t('install.verify.edited', 'Changed here, and kept')}>
          <Sentences of={report.edited} />
        </Alert>
      )}
      {report.rules.length > 0 && (
        <>
          <h3 className={styles.heading}>
            <Trans i18nKey="install.verify.rules">Alert rules, evaluated now</Trans>
          </h3>
          <table className={cx(styles.table, styles.stacked)}>
            <thead>
              <tr>
                <th>{t('install.verify.rule', 'Rule')}</th>
                <th>{t('install.verify.state', 'State')}</th>
                <th>{t('install.verify.value', 'Value')}</th>
                <th>{t('install.verify.first', 'First scheduled evaluation')}</th>
              </tr>
            </thead>
            <tbody>
              {report.rules.map((rule) => (
                <Rule key={rule.uid} rule={rule} prefix={prefix} />
              ))}
            </tbody>
          </table>
        </>
      )}
      {report.panels.length > 0 && (
        <>
          <h3 className={styles.heading}>
            {tenant === null
              ? t('install.verify.panels', 'Dashboard panels, last 7 days, all tenants')
              : t('install.verify.panels-tenant', 'Dashboard panels, last 7 days, tenant {{tenant}}', {
                  tenant,
                  ...RAW,
                })}
          </h3>
          <table className={styles.table}>
            <tbody>
              {report.panels.map((panel) => (
                <Panel key={panel.number} panel={panel} />
              ))}
            </tbody>
          </table>
        </>
      )}
    </div>
  );
}

function Rule({ rule, prefix }: { rule: RuleVerification; prefix: string }) {
  const styles = useStyles2(getStyles);
  const { uid, title, error, paused, firstEvaluationBy } = rule;
  const alertId = alertIdOf(prefix, uid);
  return (
    <tr data-testid={testIds.install.rule(uid)}>
      <td>
        <div className={styles.links}>
          <TextLink inline={false} href={pageOf('rule', uid) ?? ''}>
            {title}
          </TextLink>
          {alertId !== undefined && (
            <TextLink inline={false} variant="bodySmall" href={playbookUrl(alertId)}>
              {t('install.verify.playbook', 'Playbook')}
            </TextLink>
          )}
        </div>
      </td>
      <td>
        <LookBadge {...ruleLook(rule)} />
      </td>
      <td>
        {error === undefined ? <Values rule={rule} alertId={alertId} /> : <span className={styles.error}>{error}</span>}
      </td>
      <td className={styles.quiet}>
        {paused
          ? t('install.verify.paused', 'none while it is paused')
          : firstEvaluationBy === null
            ? t('install.verify.evaluated', 'has been')
            : t('install.verify.by', 'by {{time}}', { time: dateTimeFormat(firstEvaluationBy, { format: 'HH:mm' }) })}
      </td>
    </tr>
  );
}

/** The values that fire, or the largest few. */
function Values({ rule: { values }, alertId }: { rule: RuleVerification; alertId: string | undefined }) {
  const styles = useStyles2(getStyles);
  const unit = ALERTS.find(({ definition }) => definition.id === alertId)?.definition.unit ?? 'count';
  const shown = values.some(({ firing }) => firing) ? values.filter(({ firing }) => firing) : values;
  if (shown.length === 0) {
    return <>{t('install.verify.no-value', 'No value')}</>;
  }
  return (
    <>
      {shown.slice(0, MOST_VALUES).map(({ labels, value }) => {
        const label = Object.values(labels).join(', ');
        const number = value === null ? '–' : formatValue(value, unit);
        return (
          <div key={label}>
            {label} <span className={styles.number}>{number}</span>
          </div>
        );
      })}
      {shown.length > MOST_VALUES && (
        <div>{t('install.verify.more', 'and {{count}} more', { count: shown.length - MOST_VALUES })}</div>
      )}
    </>
  );
}

function Panel({ panel: { title, rows, error } }: { panel: PanelVerification }) {
  const styles = useStyles2(getStyles);
  return (
    <tr>
      <td>{title}</td>
      <td className={cx(error !== undefined && styles.error)}>
        {error === undefined
          ? t('install.verify.rows', '{{count}} rows', { count: rows, defaultValue_one: '{{count}} row' })
          : t('install.verify.panel-error', 'Fails: {{error}}', { error, ...RAW })}
      </td>
    </tr>
  );
}

function Sentences({ of }: { of: string[] }) {
  const styles = useStyles2(getStyles);
  return of.length === 0 ? null : (
    <ul className={styles.sentences}>
      {of.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  heading: css({ ...theme.typography.h5, margin: theme.spacing(2, 0, 1) }),
  table: css({
    width: '100%',
    th: {
      ...theme.typography.bodySmall,
      fontWeight: theme.typography.fontWeightMedium,
      color: theme.colors.text.secondary,
      textAlign: 'left',
    },
    'th, td': { padding: theme.spacing(0.75, 1, 0.75, 0), verticalAlign: 'top', overflowWrap: 'anywhere' },
    tr: { borderBottom: `1px solid ${theme.colors.border.weak}` },
  }),
  // On a phone a row's cells stand one under the other.
  stacked: css({
    'td:nth-child(2)': { whiteSpace: 'nowrap' },
    [theme.breakpoints.down('sm')]: {
      thead: { display: 'none' },
      tr: { display: 'block', padding: theme.spacing(0.5, 0) },
      td: { display: 'block', padding: theme.spacing(0.25, 0) },
    },
  }),
  links: css({ display: 'flex', flexDirection: 'column', alignItems: 'flex-start' }),
  number: css({ whiteSpace: 'nowrap' }),
  quiet: css({ color: theme.colors.text.secondary, whiteSpace: 'nowrap' }),
  error: css({ color: theme.colors.error.text }),
  sentences: css({ margin: 0, paddingLeft: theme.spacing(2) }),
});
