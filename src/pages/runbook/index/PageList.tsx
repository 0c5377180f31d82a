import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { SeverityBadge } from '../../../components/SeverityBadge';
import { testIds } from '../../../components/testIds';
import { ALL_PAGES, alertTitle, type RunbookEntry } from '../library/pages';
import { SECTIONS, sectionTitle } from '../library/sections';
import { pageUrl } from '../site/addresses';
import type { Parameters } from '../site/parameters';

/** All pages, by section. */
export function PageList({ parameters }: { parameters: Parameters }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.sections}>
      {SECTIONS.map((section) => {
        const pages = ALL_PAGES.filter((page) => page.section === section);
        return (
          pages.length > 0 && (
            <section
              key={section}
              aria-labelledby={`devdiag-section-${section}`}
              data-testid={testIds.runbook.section(section)}
            >
              <h2 id={`devdiag-section-${section}`} className={styles.heading}>
                {sectionTitle(section)}
              </h2>
              <ul className={styles.list}>
                {pages.map((page) => (
                  <li key={page.id}>
                    <PageCard page={page} parameters={parameters} />
                  </li>
                ))}
              </ul>
            </section>
          )
        );
      })}
    </div>
  );
}

function PageCard({ page, parameters }: { page: RunbookEntry; parameters: Parameters }) {
  const styles = useStyles2(getStyles);
  const { id, title, summary, severity, section, alerts } = page;
  return (
    <a className={styles.card} href={pageUrl(id, parameters)}>
      <span className={styles.head}>
        <span className={styles.title}>{title}</span>
        {severity && <SeverityBadge severity={severity} />}
      </span>
      <span className={styles.summary}>{summary}</span>
      {section === 'alerts' && alerts.length > 0 && (
        <span className={styles.alert}>
          {t('runbook.alert-of', 'Alert: {{alert}}', {
            alert: alerts.map(alertTitle).join(', '),
            interpolation: { escapeValue: false },
          })}
        </span>
      )}
    </a>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  sections: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(3), marginTop: theme.spacing(3) }),
  heading: css({ ...theme.typography.h5, margin: theme.spacing(0, 0, 1) }),
  list: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 320px), 1fr))',
    gap: theme.spacing(1),
    margin: 0,
    padding: 0,
    listStyle: 'none',
  }),
  card: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    height: '100%',
    padding: theme.spacing(1.5, 2),
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
    '&:hover': { background: theme.colors.emphasize(theme.colors.background.secondary, 0.03) },
  }),
  head: css({ display: 'flex', justifyContent: 'space-between', alignItems: 'flex-start', gap: theme.spacing(1) }),
  title: css({ fontWeight: theme.typography.fontWeightMedium, color: theme.colors.text.link }),
  summary: css({ color: theme.colors.text.secondary }),
  alert: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
});
