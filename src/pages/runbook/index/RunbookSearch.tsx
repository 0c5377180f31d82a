import React, { useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { t } from '@grafana/i18n';
import { FilterInput } from '@grafana/ui';
import { useTexts } from '../library/useTexts';
import type { Parameters } from '../site/parameters';
import { SearchResults } from './SearchResults';
import { useSearchKeys } from './useSearchKeys';

interface Props {
  parameters: Parameters;
  /** Ids of the alerts that fire. */
  firing: readonly string[];
  /** Shown while nothing is searched for. */
  children: ReactNode;
}

/** The search over all pages, and what it finds in place of what stands below it. */
export function RunbookSearch({ parameters, firing, children }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const clear = useCallback(() => setQuery(''), []);
  const onKeyDown = useSearchKeys(root, input, clear);
  const texts = useTexts();
  const hits = useMemo(() => texts?.searchPages(query, firing) ?? [], [texts, query, firing]);
  return (
    // The keys belong to the field and the links inside, which are what has the focus.
    <div ref={root} onKeyDown={onKeyDown}>
      <FilterInput
        ref={input}
        value={query}
        onChange={setQuery}
        placeholder={t('runbook.search.placeholder', 'Search the runbook ( / )')}
        aria-label={t('runbook.search.label', 'Search the runbook')}
        escapeRegex={false}
      />
      {query.trim() === '' || !texts ? (
        children
      ) : (
        <SearchResults query={query.trim()} hits={hits} parameters={parameters} onFollow={clear} />
      )}
    </div>
  );
}
