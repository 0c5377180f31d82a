import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, TextLink, useStyles2 } from '@grafana/ui';
import { RELEASES } from '@devdiag/catalog/releases';
import { namesOf } from '@devdiag/installer/names';
import type { Installation, Plan } from '@devdiag/installer/types';
import { compareVersions } from '@devdiag/installer/version';
import { testIds } from '../../../components/testIds';
import { pageOf } from './addresses';

interface Props {
  installed: Installation | null;
  /** Null while it is not known. */
  plan: Plan | null;
  prefix: string;
}

/** In one line: nothing installed, up to date, or changes pending; with what is new where a version is. */
export function InstalledStatus({ installed, plan, prefix }: Props) {
  const styles = useStyles2(getStyles);
  if (!installed) {
    return (
      <div className={styles.status} data-testid={testIds.install.state()}>
        {t('install.status.nothing', 'Nothing is installed yet.')}
      </div>
    );
  }
  const names = namesOf(prefix);
  // Grafana chooses the folder's uid itself where rules come from files.
  const folder = plan?.items.find(({ kind }) => kind === 'folder')?.uid ?? names.folder.uid;
  // The plan looks at what these options want; what was found before may be from before an update.
  const version = plan?.installed ?? installed.version;
  const newer = plan === null ? 0 : compareVersions(plan.version, version);
  const isNewer = newer > 0;
  return (
    <div className={styles.status} data-testid={testIds.install.state()}>
      <div className={styles.line}>
        {plan !== null && <StateBadge plan={plan} newer={newer} />}
        <span>{t('install.status.version', 'Version {{version}}', { version })}</span>
        <TextLink href={pageOf('dashboard', names.dashboard.uid) ?? ''}>{names.dashboard.title}</TextLink>
        <TextLink href={pageOf('folder', folder) ?? ''}>{names.folder.title}</TextLink>
      </div>
      {isNewer && <Changelog from={version} />}
    </div>
  );
}

/** @param newer above 0: this version is later than the installed one; below 0: earlier */
function StateBadge({ plan, newer }: { plan: Plan; newer: number }) {
  if (newer < 0) {
    return <Badge color="orange" icon="lock" text={t('install.status.newer', 'Installed by a newer version')} />;
  }
  if (plan.pending === 0 && plan.items.some(({ action }) => action === 'blocked' || action === 'foreign')) {
    return <Badge color="orange" icon="lock" text={t('install.status.blocked', 'Changes blocked')} />;
  }
  if (plan.pending === 0) {
    return <Badge color="green" icon="check" text={t('install.status.current', 'Up to date')} />;
  }
  return newer > 0 ? (
    <Badge color="blue" icon="sync" text={t('install.status.available', 'Update available')} />
  ) : (
    <Badge color="blue" icon="sync" text={t('install.status.pending', 'Changes pending')} />
  );
}

/** What came after the installed version, newest first. */
function Changelog({ from }: { from: string }) {
  const styles = useStyles2(getStyles);
  const index = RELEASES.findIndex(({ version }) => version === from);
  return (
    <ul className={styles.news}>
      {RELEASES.slice(0, index < 0 ? undefined : index).flatMap(({ version, changes }) =>
        changes.map((change) => (
          <li key={`${version} ${change}`}>
            {version}: {change}
          </li>
        ))
      )}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  status: css({ margin: theme.spacing(1, 0, 1.5) }),
  line: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 2) }),
  news: css({ margin: theme.spacing(0.5, 0, 0, 3) }),
});
