import { CHECK_DEFINITIONS } from '@devdiag/catalog/generated/checkDefinitions';
import type { CheckDefinition } from '@devdiag/catalog/types';

/** The definitions of every check. */
export const DEFINITIONS: readonly CheckDefinition[] = CHECK_DEFINITIONS;
