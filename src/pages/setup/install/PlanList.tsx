import React, { lazy, Suspense } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Icon, LoadingPlaceholder, TextLink, useStyles2 } from '@grafana/ui';
import { ALERTS } from '@devdiag/catalog/generated/alerts';
import { alertIdOf } from '@devdiag/installer/names';
import { choosable } from '@devdiag/installer/plan/choosable';
import type { InstallOptions, Plan, PlanItem } from '@devdiag/installer/types';
import { Disclosure } from '../../../components/Disclosure';
import { testIds } from '../../../components/testIds';
import { playbookUrl } from '../../../grafana/links';
import { actionLook, kindIcon, kindName } from './actions';
import { LookBadge } from './LookBadge';
import { pageOf } from './addresses';
import { RAW, ruleInWords } from './words';

const FieldDifference = lazy(async () => ({ default: (await import('./FieldDifference')).FieldDifference }));
const Requests = lazy(async () => ({ default: (await import('./Requests')).Requests }));

interface Props {
  plan: Pick<Plan, 'items'>;
  /** Left out where nothing can be chosen: removals, and people who may not install. */
  onChoose?: (key: PlanItem['key'], field: string, side: 'ours' | 'theirs') => void;
  /** What rules will do; left out where that is not the question. */
  options?: InstallOptions;
}

/** Every resource of a plan with what would be done to it; what differs and what would be sent, on demand. */
export function PlanList({ plan, onChoose, options }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list}>
      {plan.items.map((item) => (
        <li key={item.key} className={styles.item} data-testid={testIds.install.item(item.key)}>
          <Item item={item} onChoose={onChoose} options={options} />
          {item.reason && <p className={styles.reason}>{item.reason}</p>}
        </li>
      ))}
    </ul>
  );
}

function Item({ item, onChoose, options }: { item: PlanItem } & Omit<Props, 'plan'>) {
  const styles = useStyles2(getStyles);
  const { key, kind, uid, title, action, changes, requests, provisioned, missing } = item;
  const alertId = kind === 'rule' ? alertIdOf(options?.prefix ?? '', uid) : undefined;
  const aside = (
    <>
      {changes.length > 0 && (
        <span className={styles.count}>
          {t('install.plan.differences', '{{count}} differences', {
            count: changes.length,
            defaultValue_one: '{{count}} difference',
          })}
        </span>
      )}
      <LookBadge {...actionLook(action)} />
    </>
  );
  const head = (
    <span className={styles.title}>
      <Icon name={kindIcon(kind)} className={styles.icon} />
      {title}
      <span className={styles.kind}>
        {provisioned === undefined
          ? kindName(kind)
          : t('install.plan.from-file', '{{kind}}, from a file', { kind: kindName(kind), ...RAW })}
      </span>
    </span>
  );
  const page = action === 'create' || missing ? undefined : pageOf(kind, uid);
  if (changes.length === 0 && requests.length === 0 && page === undefined) {
    return (
      <div className={styles.closed}>
        {head}
        <div className={styles.aside}>{aside}</div>
      </div>
    );
  }
  return (
    <Disclosure
      plain
      title={head}
      summary={ruleSummary(alertId, options)}
      aside={aside}
      open={changes.some(({ undecided }) => undecided)}
    >
      {page !== undefined && (
        <p className={styles.links}>
          <TextLink href={page} inline={false}>
            {t('install.plan.open', 'Open "{{title}}"', { title, ...RAW })}
          </TextLink>
          {alertId !== undefined && (
            <TextLink href={playbookUrl(alertId)} inline={false}>
              {t('install.plan.playbook', 'Playbook of "{{title}}"', { title, ...RAW })}
            </TextLink>
          )}
        </p>
      )}
      {changes.length > 0 && (
        <Suspense fallback={<LoadingPlaceholder text={t('install.loading', 'Loading')} />}>
          {changes.map((change) => (
            <FieldDifference
              key={change.field}
              of={title}
              change={change}
              onChoose={
                onChoose && choosable(item).includes(change) ? (side) => onChoose(key, change.field, side) : undefined
              }
            />
          ))}
        </Suspense>
      )}
      {requests.length > 0 && (
        <Disclosure plain title={t('install.plan.requests', 'What would be sent')}>
          <Suspense fallback={<LoadingPlaceholder text={t('install.loading', 'Loading')} />}>
            <Requests of={title} requests={requests} />
          </Suspense>
        </Disclosure>
      )}
    </Disclosure>
  );
}

function ruleSummary(alertId: string | undefined, options: InstallOptions | undefined): string | undefined {
  const alert = ALERTS.find(({ definition }) => definition.id === alertId)?.definition;
  if (alert === undefined || options === undefined) {
    return undefined;
  }
  const rule = options.rules[alert.id];
  return rule.install ? ruleInWords(alert, rule) : undefined;
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    listStyle: 'none',
    margin: theme.spacing(1, 0),
    padding: 0,
    borderTop: `1px solid ${theme.colors.border.weak}`,
  }),
  item: css({ borderBottom: `1px solid ${theme.colors.border.weak}` }),
  closed: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
    // In line with rows that open: their arrow stands where this is empty.
    padding: theme.spacing(0.75, 0.5, 0.75, 3.5),
    fontWeight: theme.typography.fontWeightMedium,
  }),
  aside: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), marginLeft: 'auto' }),
  title: css({ display: 'inline-flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0, 1) }),
  icon: css({ color: theme.colors.text.secondary, flexShrink: 0 }),
  kind: css({
    ...theme.typography.bodySmall,
    fontWeight: theme.typography.fontWeightRegular,
    color: theme.colors.text.secondary,
  }),
  count: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary }),
  reason: css({
    ...theme.typography.bodySmall,
    color: theme.colors.text.secondary,
    margin: 0,
    padding: theme.spacing(0, 0.5, 1, 3.5),
    maxWidth: '80ch',
  }),
  links: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5, 2), margin: theme.spacing(0.5, 0) }),
});
