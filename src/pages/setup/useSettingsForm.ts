import { useMemo, useState } from 'react';
import { CHECK_DEFINITIONS } from '@devdiag/catalog/generated/checkDefinitions';
import type { CheckDefinition } from '@devdiag/catalog/types';
import type { SettingsChange } from '@devdiag/engine/settings/change';
import type { StoredSettings } from '@devdiag/engine/settings/settings';
import { saveSettings, SettingsError } from '../../grafana/settings';
import { wordsIn } from '../../grafana/words';
import { changeOf, draftOf, problemsOf, type Draft } from './draft';
import { rememberSave } from './provisioned';

/** Every check that has something to set, in the order of lists. */
export const DEFINITIONS: CheckDefinition[] = CHECK_DEFINITIONS.filter(({ thresholds }) => thresholds.length > 0).sort(
  (one, other) => one.order - other.order
);

type Outcome = { kind: 'saved' } | { kind: 'refused'; count: number } | { kind: 'failed'; error: SettingsError };

export interface SettingsForm {
  draft: Draft;
  /** What is stored, as far as this form knows. */
  stored: StoredSettings & SettingsChange;
  /** What a save would change. */
  change: SettingsChange;
  /** How many settings differ from what is stored. */
  changes: number;
  saving: boolean;
  outcome?: Outcome;
  edit: (change: Partial<Draft>) => void;
  editThreshold: (checkId: string, thresholdId: string, text: string) => void;
  /** The sentence to show beside a field; undefined while the field is well or still being typed in. */
  problem: (path: string) => string | undefined;
  /** Somebody left the field: from now on its problem is shown. */
  leave: (path: string) => void;
  discard: () => void;
  /** Saves, or says what has to be mended first; with `overwrite` also what somebody else changed meanwhile. Answers whether it was saved. */
  save: (overwrite?: boolean) => Promise<boolean>;
}

interface State {
  source: object;
  stored: StoredSettings & SettingsChange;
  draft: Draft;
  /** Paths whose fields were left. */
  left: ReadonlySet<string>;
  outcome?: Outcome;
}

/** State of the form over the settings that were loaded; settings that are loaded anew begin a new form. */
export function useSettingsForm(loaded: StoredSettings & SettingsChange): SettingsForm {
  const [state, setState] = useState<State>(() => begin(loaded));
  const [saving, setSaving] = useState(false);
  if (state.source !== loaded) {
    setState(begin(loaded));
  }
  const { stored, draft, left, outcome } = state;
  const problems = useMemo(() => problemsOf(draft, stored, DEFINITIONS), [draft, stored]);
  const change = useMemo(() => changeOf(draft, stored, DEFINITIONS), [draft, stored]);
  const refused = outcome?.kind === 'refused';

  const edit = (part: Partial<Draft>) =>
    setState((before) => ({
      ...before,
      draft: { ...before.draft, ...part },
      // What was said about an earlier save is no longer about what the form shows.
      outcome: before.outcome?.kind === 'refused' ? before.outcome : undefined,
    }));

  const save = async (overwrite = false) => {
    if (problems.length > 0) {
      setState((before) => ({ ...before, outcome: { kind: 'refused', count: problems.length } }));
      return false;
    }
    setSaving(true);
    try {
      const saved = await saveSettings(change, overwrite ? undefined : stored);
      rememberSave(saved.stored.savedAt);
      setState((before) => ({ ...begin(saved.stored), source: before.source, outcome: { kind: 'saved' } }));
      return true;
    } catch (error) {
      const failure = error instanceof SettingsError ? error : new SettingsError('failed', wordsIn(error));
      setState((before) => ({ ...before, outcome: { kind: 'failed', error: failure } }));
      return false;
    } finally {
      setSaving(false);
    }
  };

  return {
    draft,
    stored,
    change,
    changes: countLeaves(change),
    saving,
    outcome: refused && problems.length === 0 ? undefined : outcome,
    edit,
    editThreshold: (checkId, thresholdId, text) =>
      edit({ thresholds: { ...draft.thresholds, [checkId]: { ...draft.thresholds[checkId], [thresholdId]: text } } }),
    problem: (path) => {
      const message = problems.find((each) => each.path === path)?.message;
      return refused || left.has(path) || !isChanged(change, path) ? message : undefined;
    },
    leave: (path) =>
      setState((before) => (before.left.has(path) ? before : { ...before, left: new Set([...before.left, path]) })),
    discard: () => setState((before) => ({ ...begin(before.stored), source: before.source })),
    save,
  };
}

function begin(stored: StoredSettings & SettingsChange): State {
  return { source: stored, stored, draft: draftOf(stored, DEFINITIONS), left: new Set() };
}

function isChanged(change: SettingsChange, path: string): boolean {
  let at: unknown = change;
  for (const key of path.split('.')) {
    if (typeof at !== 'object' || at === null || !(key in at)) {
      return false;
    }
    at = (at as SettingsChange)[key];
  }
  return true;
}

/** Expected hours count as one setting, however many of their parts changed. */
function countLeaves(change: SettingsChange): number {
  return Object.entries(change).reduce((sum, [key, value]) => {
    const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value) && key !== 'expectedHours';
    return sum + (isGroup ? countLeaves(value as SettingsChange) : 1);
  }, 0);
}
