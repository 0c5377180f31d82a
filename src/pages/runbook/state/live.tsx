/**
 * The live parts of a page, loaded after its text: what to do is there before what is going on and who is at work, and stays
 * there when this can't be loaded.
 */
import React, { lazy, Suspense, type ComponentProps } from 'react';
import { t } from '@grafana/i18n';

const parts = () => import('./LiveParts');

const NotLoaded = () => (
  <p>{t('runbook.state.not-loaded', 'The live state could not be loaded. Load the page again to see it.')}</p>
);
const NoIncidents = () => (
  <p>{t('runbook.incident.not-loaded', 'Incidents could not be loaded. Load the page again to see them.')}</p>
);
const Nothing = () => null;

const LazyFeed = lazy(() =>
  parts().then(
    ({ LiveFeed }) => ({ default: LiveFeed }),
    () => ({ default: Nothing })
  )
);
const LazyPlaybookState = lazy(() =>
  parts().then(
    ({ PlaybookState }) => ({ default: PlaybookState }),
    () => ({ default: NotLoaded })
  )
);
const LazyLiveLines = lazy(() =>
  parts().then(
    ({ LiveLines }) => ({ default: LiveLines }),
    () => ({ default: Nothing })
  )
);
const LazyIncidentArea = lazy(() =>
  parts().then(
    ({ IncidentArea }) => ({ default: IncidentArea }),
    () => ({ default: NoIncidents })
  )
);

/** Keeps the live state up to date; shows nothing. */
export function LiveFeed(props: ComponentProps<typeof LazyFeed>) {
  return (
    <Suspense fallback={null}>
      <LazyFeed {...props} />
    </Suspense>
  );
}

/** What is going on now, on top of a playbook. */
export function PlaybookState(props: ComponentProps<typeof LazyPlaybookState>) {
  return (
    // About as high as what comes, so that the text below moves little.
    <Suspense fallback={<div style={{ minHeight: 180 }} />}>
      <LazyPlaybookState {...props} />
    </Suspense>
  );
}

/** What a block of live state says. */
export function LiveLines(props: ComponentProps<typeof LazyLiveLines>) {
  return (
    <Suspense fallback={null}>
      <LazyLiveLines {...props} />
    </Suspense>
  );
}

/** The incident that the reader takes part in, or those that there are. */
export function IncidentArea(props: ComponentProps<typeof LazyIncidentArea>) {
  return (
    <Suspense fallback={null}>
      <LazyIncidentArea {...props} />
    </Suspense>
  );
}
