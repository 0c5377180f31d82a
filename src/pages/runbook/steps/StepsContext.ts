import { createContext, useContext } from 'react';
import type { StepProgress } from './useStepProgress';

/** The progress that a page's lists of steps share. Whoever keeps it elsewhere (with an incident) provides that. */
export const StepsContext = createContext<StepProgress | null>(null);

/** @throws Error outside a page of the runbook */
export function useStepsOfPage(): StepProgress {
  const value = useContext(StepsContext);
  if (!value) {
    throw new Error('Steps of the runbook stand outside a page.');
  }
  return value;
}
