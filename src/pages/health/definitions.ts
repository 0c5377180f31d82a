import { CHECKS } from '@devdiag/catalog/generated/checks';
import type { CheckDefinition } from '@devdiag/catalog/types';

/** The definitions of every check. */
export const DEFINITIONS: readonly CheckDefinition[] = CHECKS.map(({ definition }) => definition);
