import React, { type ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t, Trans } from '@grafana/i18n';
import { TextLink, useStyles2 } from '@grafana/ui';
import { PANEL_DEFINITIONS } from '@devdiag/catalog/generated/panelDefinitions';
import { VERIFIED } from '@devdiag/catalog/generated/verified';
import { withUnit } from '@devdiag/engine/settings/units';
import { SeverityBadge } from '../../../components/SeverityBadge';
import { alertRulesUrl } from '../../../grafana/links';
import { alertTitle, checkTitle } from '../library/pages';
import { ownerName, sectionTitle } from '../library/sections';
import { healthUrl, panelUrl } from '../site/addresses';
import { useRunbook } from '../site/RunbookContext';

/** What a page belongs to: section, owner, its check, alert and panel, and the thresholds in force. */
export function PageFacts() {
  const styles = useStyles2(getStyles);
  const { page, site } = useRunbook();
  const { settings, loading, parameters } = site;
  const { check, severity, section, owner, checks, alerts, panels } = page;
  const thresholds = check?.thresholds ?? [];
  const inForce = check ? settings?.thresholds[check.id] : undefined;
  return (
    <div className={styles.box}>
      <dl className={styles.facts}>
        <Fact name={t('runbook.facts.section', 'Section')}>{sectionTitle(section)}</Fact>
        <Fact name={t('runbook.facts.owner', 'Who acts')}>{ownerName(owner)}</Fact>
        {severity && (
          <Fact name={t('runbook.facts.severity', 'Severity')}>
            <SeverityBadge severity={severity} />
          </Fact>
        )}
        {checks.length > 0 && (
          <Fact name={t('runbook.facts.checks', 'Check')}>
            <Links links={checks.map((id) => ({ id, title: checkTitle(id), href: healthUrl(id, parameters) }))} />
          </Fact>
        )}
        {alerts.length > 0 && (
          <Fact name={t('runbook.facts.alerts', 'Alert')}>
            <Links links={alerts.map((id) => ({ id, title: alertTitle(id), href: alertRulesUrl(id) }))} />
          </Fact>
        )}
        {panels.length > 0 && (
          <Fact name={t('runbook.facts.panels', 'Panel')}>
            <Links
              links={panels.flatMap((id) => {
                const panel = PANEL_DEFINITIONS.find((candidate) => candidate.id === id);
                return panel ? [{ id, title: panel.title, href: panelUrl(panel.number) }] : [];
              })}
            />
          </Fact>
        )}
        {thresholds.map((threshold) => {
          const value = inForce?.[threshold.id] ?? threshold.default;
          return (
            <Fact key={threshold.id} name={threshold.label}>
              {withUnit(value, threshold.unit)}
              {value !== threshold.default && (
                <span className={styles.default}>
                  {t('runbook.facts.default', 'default {{shown}}', {
                    shown: withUnit(threshold.default, threshold.unit),
                    interpolation: { escapeValue: false },
                  })}
                </span>
              )}
            </Fact>
          );
        })}
        <Fact name={t('runbook.facts.verified', 'Last verified')}>
          {t('runbook.facts.verified-when', '{{date}}, version {{version}}', {
            date: VERIFIED.date,
            version: VERIFIED.version,
          })}
          <span className={styles.default}>
            {t('runbook.facts.verified-on', 'queries on PostgreSQL {{versions}}, commands on {{commands}}', {
              versions: VERIFIED.postgres.join(', '),
              commands: VERIFIED.commands.join(', '),
            })}
          </span>
        </Fact>
      </dl>
      {thresholds.length > 0 && !inForce && !loading && (
        <p className={styles.note}>
          <Trans i18nKey="runbook.facts.no-settings">
            The settings could not be read: these are the defaults, this site may use others.
          </Trans>
        </p>
      )}
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Links({ links }: { links: Array<{ id: string; title: string; href: string }> }) {
  const styles = useStyles2(getStyles);
  return (
    <>
      {links.map(({ id, title, href }) => (
        <span key={id} className={styles.link}>
          <TextLink href={href} variant="bodySmall">
            {title}
          </TextLink>
        </span>
      ))}
    </>
  );
}

const WITHOUT_ASIDE = '@container runbook (max-width: 1099px)';

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    padding: theme.spacing(1.5, 2),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  facts: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.75),
    margin: 0,
    ...theme.typography.bodySmall,
    '& > div': { display: 'flex', justifyContent: 'space-between', gap: theme.spacing(2) },
    dt: { fontWeight: theme.typography.fontWeightRegular, color: theme.colors.text.secondary },
    dd: { margin: 0, textAlign: 'right', overflowWrap: 'anywhere' },
    // Above the text they may take little height: what to do comes first.
    [WITHOUT_ASIDE]: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(140px, 1fr))',
      gap: theme.spacing(1, 2),
      '& > div': { flexDirection: 'column', gap: 0, justifyContent: 'flex-start' },
      dd: { textAlign: 'left' },
    },
  }),
  link: css({ display: 'block' }),
  default: css({ display: 'block', color: theme.colors.text.secondary }),
  note: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary, margin: theme.spacing(1, 0, 0) }),
});
