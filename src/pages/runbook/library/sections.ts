import { t } from '@grafana/i18n';
import { PAGE_SECTIONS } from '@devdiag/engine/runbook/blocks';
import type { OwnerRole, PageSection } from '@devdiag/catalog/types';

/** Sections as the runbook lists them. Playbooks are two of them: those that an alert leads to, and the others. */
export type SectionId = PageSection | 'alerts' | 'checks';

export const SECTIONS: SectionId[] = PAGE_SECTIONS.flatMap((section): SectionId[] =>
  section === 'daily' ? ['daily', 'alerts', 'checks'] : [section]
);

/** A section's heading. */
export function sectionTitle(id: SectionId): string {
  switch (id) {
    case 'daily':
      return t('runbook.section.daily', 'Daily operations');
    case 'alerts':
      return t('runbook.section.alerts', 'Alert playbooks');
    case 'checks':
      return t('runbook.section.checks', 'Playbooks of other checks');
    case 'weekly':
      return t('runbook.section.weekly', 'Weekly');
    case 'monthly':
      return t('runbook.section.monthly', 'Monthly');
    case 'quarterly':
      return t('runbook.section.quarterly', 'Quarterly');
    case 'troubleshooting':
      return t('runbook.section.troubleshooting', 'Troubleshooting');
    case 'recovery':
      return t('runbook.section.recovery', 'Disaster recovery');
    case 'setup':
      return t('runbook.section.setup', 'Setup by hand');
    case 'reference':
      return t('runbook.section.reference', 'Reference');
  }
}

/** Who acts on a page. */
export function ownerName(role: OwnerRole): string {
  switch (role) {
    case 'on-call':
      return t('runbook.owner.on-call', 'On call');
    case 'database':
      return t('runbook.owner.database', 'Database administrators');
    case 'grafana':
      return t('runbook.owner.grafana', 'Grafana administrators');
    case 'devdiag':
      return t('runbook.owner.devdiag', 'DevDiag maintainers');
  }
}
