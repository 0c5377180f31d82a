/** The page's own words for what the engine found. */
import { dateTimeFormat } from '@grafana/data';
import { t } from '@grafana/i18n';
import type { ChangeKind } from '@devdiag/engine/report/compare';
import type { HealthReport } from '@devdiag/engine/report/report';
import type { GroupId } from '@devdiag/engine/report/groups';
import type { UrlProblem } from './url';

/** Heading of a group. */
export function groupTitle(id: GroupId): string {
  switch (id) {
    case 'action':
      return t('health.group.action', 'Needs action');
    case 'watch':
      return t('health.group.watch', 'Watch');
    case 'unknown':
      return t('health.group.unknown', 'Could not be evaluated');
    case 'passing':
      return t('health.group.passing', 'Passing');
    case 'muted':
      return t('health.group.muted', 'Muted');
  }
}

/** The verdict in a few words, with how many checks brought it about. */
export function verdictSentence({ verdict, checks }: Pick<HealthReport, 'verdict' | 'checks'>): string {
  const count = checks.filter(({ outcome }) => outcome === verdict).length;
  switch (verdict) {
    case 'fail':
      return t('health.verdict.fail', 'Needs action: {{count}} checks fail', {
        count,
        defaultValue_one: 'Needs action: {{count}} check fails',
      });
    case 'error':
      return t('health.verdict.error', 'Needs action: {{count}} checks could not be run', {
        count,
        defaultValue_one: 'Needs action: {{count}} check could not be run',
      });
    case 'not-evaluated':
      return count === 0
        ? t('health.verdict.all-muted', 'Not known: every check is muted')
        : t('health.verdict.not-evaluated', 'Not fully known: {{count}} checks could not be evaluated', {
            count,
            defaultValue_one: 'Not fully known: {{count}} check could not be evaluated',
          });
    case 'warn':
      return t('health.verdict.warn', 'Watch: {{count}} checks warn', {
        count,
        defaultValue_one: 'Watch: {{count}} check warns',
      });
    case 'pass':
      return t('health.verdict.pass', 'Healthy: all {{count}} checks pass', {
        count,
        defaultValue_one: 'Healthy: the one check passes',
      });
  }
}

/** One word for what became of a check since the day before. */
export function changeLabel(kind: ChangeKind): string {
  switch (kind) {
    case 'new':
      return t('health.change.new', 'New');
    case 'worse':
      return t('health.change.worse', 'Worse');
    case 'better':
      return t('health.change.better', 'Better');
    case 'resolved':
      return t('health.change.resolved', 'Resolved');
    case 'unchanged':
      return t('health.change.unchanged', 'Unchanged');
    case 'no-history':
      return t('health.change.no-history', 'No history');
  }
}

/** Why the page does not follow something in its address, and what it does instead. */
export function urlProblemSentence({ kind, value, message }: UrlProblem): string {
  const given = { value: value.length > 60 ? `${value.slice(0, 60)}…` : value, interpolation: { escapeValue: false } };
  switch (kind) {
    case 'asof':
      return t('health.url.asof', '{{problem}} This shows the present.', {
        problem: message,
        interpolation: { escapeValue: false },
      });
    case 'asof-assumed':
      return message ?? '';
    case 'tenant-unusable':
      return t(
        'health.url.tenant-unusable',
        'The tenant in the address holds a character that no tenant can have. This shows all tenants.'
      );
    case 'refresh-unknown':
      return t(
        'health.url.refresh-unknown',
        '"{{value}}" is not one of the refresh intervals 30s, 1m, 5m. Auto-refresh is off.',
        given
      );
    case 'show-unknown':
      return t('health.url.show-unknown', 'There is no group "{{value}}". It is left out of the filter.', given);
  }
}

/** An instant in the reader's own time zone. */
export function showInstant(at: number): string {
  return dateTimeFormat(at);
}
