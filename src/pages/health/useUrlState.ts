import { useCallback, useMemo } from 'react';
import { useLocation } from 'react-router-dom';
import { locationService } from '@grafana/runtime';
import { parseUrl, urlChange, type UrlProblem, type UrlState } from './url';

export interface UrlStateHandle {
  state: UrlState;
  problems: UrlProblem[];
  /** `replace` keeps the change out of the browser's history: for what nobody wants to go back over. */
  change: (change: Partial<UrlState>, replace?: boolean) => void;
}

/** The page's state in the URL. */
export function useUrlState(): UrlStateHandle {
  const { search } = useLocation();
  const { state, problems } = useMemo(() => parseUrl(search), [search]);
  const change = useCallback(
    (next: Partial<UrlState>, replace = false) => locationService.partial(urlChange(next), replace),
    []
  );
  return { state, problems, change };
}
