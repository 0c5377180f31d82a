import { locationUtil } from '@grafana/data';
import { locationService, LocationServiceProvider } from '@grafana/runtime';
import React, { useEffect, useLayoutEffect, useState, type ReactNode } from 'react';
import { Router } from 'react-router-dom-v5-compat';

const history = locationService.getHistory();

interface State {
  location: typeof history.location;
  action: typeof history.action;
}

/** React Router over Grafana's location service: both see every navigation. Plain links are taken over too. */
export function HostRouter({ children }: { children: ReactNode }) {
  const [{ location, action }, setState] = useState<State>({ location: history.location, action: history.action });
  useLayoutEffect(
    () => history.listen((next: State['location'], how: State['action']) => setState({ location: next, action: how })),
    []
  );
  useEffect(() => {
    document.addEventListener('click', takeOverLink);
    return () => document.removeEventListener('click', takeOverLink);
  }, []);
  return (
    <LocationServiceProvider service={locationService}>
      <Router navigator={history as never} location={location as never} navigationType={action as never}>
        {children}
      </Router>
    </LocationServiceProvider>
  );
}

/** Grafana turns clicks on plain links within the site into navigations without a page load; so does this. */
function takeOverLink(event: MouseEvent): void {
  const anchor = event.target instanceof Element ? event.target.closest('a') : null;
  const href = anchor?.getAttribute('href');
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (event.defaultPrevented || !plain || !anchor || !href || anchor.target || anchor.hasAttribute('download')) {
    return;
  }
  if (href.startsWith('#')) {
    // The page has a <base>, so a bare fragment would lead to the start page.
    event.preventDefault();
    document.getElementById(href.slice(1))?.focus();
    return;
  }
  const url = locationUtil.stripBaseFromUrl(href);
  if (url.startsWith('/') && !url.startsWith('//') && !/^\/(api|public|login|logout)(\/|$)/.test(url)) {
    event.preventDefault();
    locationService.push(url);
  }
}
