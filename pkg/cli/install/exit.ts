import type { ApplyReport, Plan, VerifyReport } from '@devdiag/installer/types';

/** Exit codes of plan, install, verify and uninstall; 3 is COULD_NOT_RUN, as everywhere. */
export const NOT_AS_WANTED = 1;
export const PENDING = 2;
export const PARTLY = 4;

/** 1 where something stands in the way; else 0, or 2 for changes to come when that was asked for. */
export function exitOfPlan({ obstacles, pending }: Plan, detailed: boolean): number {
  return obstacles.length > 0 ? NOT_AS_WANTED : detailed && pending > 0 ? PENDING : 0;
}

/** 0 for done, 1 for everything as before, 4 for something that could be neither done nor put back. */
export function exitOfApply({ result }: ApplyReport): number {
  return { installed: 0, 'as-before': NOT_AS_WANTED, partly: PARTLY }[result];
}

export function exitOfVerify({ ok }: VerifyReport): number {
  return ok ? 0 : NOT_AS_WANTED;
}
