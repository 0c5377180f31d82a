import React, { useMemo, useState } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { PluginPage } from '@grafana/runtime';
import { LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import type { PageBlock } from '@devdiag/catalog/types';
import { IncidentContext } from '../../incidents/IncidentContext';
import { useActiveIncident } from '../../incidents/log/useActiveIncident';
import { Blocks } from '../blocks/Blocks';
import { PageIncident } from '../incident/PageIncident';
import { useIncidentSteps } from '../incident/useIncidentSteps';
import type { RunbookEntry } from '../library/pages';
import { useTexts } from '../library/useTexts';
import { ParameterBar } from '../query/ParameterBar';
import { EvidenceContext, useEvidence } from '../query/useEvidence';
import { useUnderWay } from '../query/useUnderWay';
import { pageUrl } from '../site/addresses';
import { RunbookContext } from '../site/RunbookContext';
import { useSite } from '../site/useSite';
import { firingIds } from '../state/alertsOf';
import { LiveFeed, PlaybookState } from '../state/live';
import { LiveContext, type LiveState } from '../state/LiveContext';
import { StepsContext } from '../steps/StepsContext';
import { useStepProgress } from '../steps/useStepProgress';
import { Contents } from './Contents';
import { PageContacts } from './PageContacts';
import { PageFacts } from './PageFacts';
import { PreviousNext } from './PreviousNext';
import { getPrintStyles } from './printStyles';
import { SideNav } from './SideNav';
import { SiteNotice } from './SiteNotice';
import { getTextStyles } from './textStyles';
import { useHashTarget } from './useHashTarget';

const NONE: readonly string[] = [];

/** One page of the runbook: the list of pages beside it, what it belongs to, its blocks. */
export function PageView({ page }: { page: RunbookEntry }) {
  const styles = useStyles2(getStyles);
  const text = useStyles2(getTextStyles);
  const print = useStyles2(getPrintStyles);
  const site = useSite();
  const texts = useTexts();
  const blocks = useMemo(() => texts?.blocksOf(page) ?? [], [texts, page]);
  const queries = useMemo(() => blocks.flatMap((block) => (block.kind === 'query' ? [block] : [])), [blocks]);
  const headings = blocks.filter((block) => block.kind === 'heading');
  const evidence = useEvidence(queries, site, page.check !== null);
  const underWay = useUnderWay(site);
  const active = useActiveIncident();
  const own = useStepProgress(page.id);
  const steps = useIncidentSteps(page.id, blocks, own, active, site.settings);
  const value = useMemo(() => ({ page, site }), [page, site]);
  const [live, setLive] = useState<LiveState | null>(null);
  const firing = useMemo(() => (live ? firingIds(live.alerts) : NONE), [live]);
  const [alertId = null] = page.alerts;
  useHashTarget(blocks);
  return (
    <PluginPage
      pageNav={{
        text: page.title,
        parentItem: { text: t('runbook.title', 'Runbook'), url: pageUrl(null, site.parameters) },
      }}
      subTitle={page.summary}
    >
      <RunbookContext.Provider value={value}>
        <EvidenceContext.Provider value={evidence}>
          <LiveContext.Provider value={live}>
            <StepsContext.Provider value={steps}>
              <IncidentContext.Provider value={active}>
                {underWay && (
                  <LiveFeed
                    site={site}
                    alertId={page.check ? alertId : null}
                    withChecks={showsChecks(page, blocks)}
                    onState={setLive}
                  />
                )}
                <div className={cx(styles.container, print)}>
                  <div className={styles.columns}>
                    <SideNav firing={firing} />
                    <article className={styles.article}>
                      <h1 className={styles.printTitle}>{page.title}</h1>
                      <SiteNotice />
                      {page.check && <PlaybookState checkId={page.check.id} alertId={alertId} />}
                      <PageIncident />
                      <div className={styles.middle}>
                        <div className={styles.aside}>
                          <PageFacts />
                          <PageContacts blocks={blocks} />
                          {headings.length > 1 && <Contents headings={headings} />}
                        </div>
                        <div className={cx(styles.text, text)}>
                          <ParameterBar queries={queries} />
                          {texts ? <Blocks blocks={blocks} /> : <LoadingPlaceholder text="" />}
                          <PreviousNext />
                        </div>
                      </div>
                    </article>
                  </div>
                </div>
              </IncidentContext.Provider>
            </StepsContext.Provider>
          </LiveContext.Provider>
        </EvidenceContext.Provider>
      </RunbookContext.Provider>
    </PluginPage>
  );
}

/** Whether anything on the page says how checks are. */
function showsChecks(page: RunbookEntry, blocks: PageBlock[]): boolean {
  return page.check !== null || blocks.some((block) => block.kind === 'state' && block.of !== 'alerts');
}

const getStyles = (theme: GrafanaTheme2) => ({
  // The page may stand in a side window: its own width counts, not the screen's.
  container: css({
    containerType: 'inline-size',
    containerName: 'runbook',
    '@media print': { containerType: 'normal' },
  }),
  columns: css({
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(4),
    '@container runbook (max-width: 899px)': { flexDirection: 'column', gap: theme.spacing(2) },
  }),
  article: css({ flex: '1 1 0', minWidth: 0, width: '100%' }),
  printTitle: css({ '@media screen': { display: 'none' } }),
  middle: css({
    display: 'flex',
    flexDirection: 'row-reverse',
    justifyContent: 'flex-end',
    alignItems: 'flex-start',
    gap: theme.spacing(4),
    '@container runbook (max-width: 1099px)': { flexDirection: 'column', gap: theme.spacing(2) },
  }),
  aside: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    flex: '0 0 260px',
    position: 'sticky',
    top: theme.spacing(12),
    '@container runbook (max-width: 1099px)': { flex: 'none', width: '100%', position: 'static' },
  }),
  text: css({ flex: '1 1 auto', minWidth: 0, maxWidth: 860, width: '100%' }),
});
