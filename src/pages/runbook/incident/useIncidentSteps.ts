import { useMemo } from 'react';
import type { PageBlock } from '@devdiag/catalog/types';
import type { ActiveIncident } from '../../incidents/log/useActiveIncident';
import type { Site } from '../site/useSite';
import type { StepProgress } from '../steps/useStepProgress';
import { stepsOf, stepWords } from './stepWords';

/**
 * The steps of a page: within an open incident those of everybody who takes part, otherwise the reader's own. The own ones
 * are left alone meanwhile.
 */
export function useIncidentSteps(
  pageId: string,
  blocks: readonly PageBlock[],
  own: StepProgress,
  active: ActiveIncident,
  settings: Site['settings']
): StepProgress {
  const { incident, record, loading, unkept } = active;
  const isOpen = incident !== null && incident.closed === null;
  return useMemo(() => {
    if (!isOpen) {
      return own;
    }
    const steps = stepsOf(blocks);
    const done = [...incident.steps.values()].filter((step) => step.page === pageId && step.done);
    return {
      progress: Object.fromEntries(done.map(({ step, at }) => [step, new Date(at).toISOString()])),
      by: Object.fromEntries(done.map(({ step, by }) => [step, by])),
      loading,
      unsaved: unkept !== null,
      setStep: (id, isDone) => {
        const step = steps.find((candidate) => candidate.id === id);
        if (step) {
          void record({ kind: 'step', page: pageId, step: id, text: stepWords(step, settings), done: isDone });
        }
      },
      startOver: null,
    };
  }, [isOpen, incident, own, blocks, pageId, loading, record, unkept, settings]);
}
