import { css } from '@emotion/css';
import React from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, Stack, Text, useStyles2 } from '@grafana/ui';
import type { CheckChange, Comparison } from '@devdiag/engine/report/compare';
import { playbookUrl } from '../../grafana/links';
import { isEmpty } from './blocker';
import { groupChecks, type GroupId } from '@devdiag/engine/report/groups';
import type { DetailsContext } from './parts/detailsContext';
import { GroupFilter } from './parts/GroupFilter';
import { GroupSection } from './parts/GroupSection';
import { VerdictBanner } from './parts/VerdictBanner';
import { EmptyTable } from './states/EmptyTable';
import { useKeptFocus } from './useKeptFocus';

interface Props {
  context: DetailsContext;
  tookMs: number | null;
  comparison: Comparison | null;
  isComparing: boolean;
  changes: ReadonlyMap<string, CheckChange>;
  open: string[];
  show: GroupId[];
  onOpen: (open: string[]) => void;
  onShow: (show: GroupId[]) => void;
}

/** The report: verdict, groups, checks. */
export function HealthReportView({
  context,
  tookMs,
  comparison,
  isComparing,
  changes,
  open,
  show,
  onOpen,
  onShow,
}: Props) {
  const { report } = context;
  const styles = useStyles2(getStyles);
  const focus = useKeptFocus(report);
  const groups = groupChecks(report.checks);
  const shown = groups.filter(({ id, checks }) => checks.length > 0 && (show.length === 0 || show.includes(id)));
  const toggle = (id: string) => onOpen(open.includes(id) ? open.filter((other) => other !== id) : [...open, id]);
  return (
    <Stack direction="column" gap={2}>
      <VerdictBanner report={report} tookMs={tookMs} />
      {isEmpty(report) && (
        <EmptyTable tenant={report.tenant} isNow={report.isNow} playbookHref={playbookUrl('stale-data')} />
      )}
      <GroupFilter groups={groups} show={show} onChange={onShow} />
      {comparison ? (
        <Text color="secondary">{comparison.message}</Text>
      ) : (
        isComparing && <Text color="secondary">{t('health.comparing', 'Asking about yesterday …')}</Text>
      )}
      <div {...focus} className={styles.groups}>
        {shown.map((group) => (
          <GroupSection
            key={group.id}
            group={group}
            changes={changes}
            open={open}
            onToggle={toggle}
            context={context}
          />
        ))}
      </div>
      {shown.length === 0 && (
        <Stack alignItems="center" gap={1}>
          <Text color="secondary">{t('health.filter.nothing', 'No check is in the chosen groups.')}</Text>
          <Button variant="secondary" size="sm" onClick={() => onShow([])}>
            {t('health.filter.show-all', 'Show all checks')}
          </Button>
        </Stack>
      )}
    </Stack>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  groups: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2) }),
});
