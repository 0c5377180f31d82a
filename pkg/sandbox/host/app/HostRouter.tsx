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

/**
 * Grafana takes over the click on every link that names no target, whatever it is: one within the site becomes a
 * navigation without a page load, a fragment changes the address's hash, any other address replaces the page. A link
 * with a `download` attribute is no exception there, so it is none here.
 */
function takeOverLink(event: MouseEvent): void {
  const anchor = event.target instanceof Element ? event.target.closest('a') : null;
  const href = anchor?.getAttribute('href');
  if (event.ctrlKey || event.metaKey || event.defaultPrevented || !anchor || !href || anchor.target) {
    return;
  }
  event.preventDefault();
  const url = locationUtil.stripBaseFromUrl(href);
  if (url.startsWith('#')) {
    window.location.hash = url;
  } else if (/:\/\/|^mailto:/.test(url)) {
    window.location.href = url;
  } else {
    locationService.push(url.startsWith('/') ? url : `/${url}`);
  }
}
