import type { Role } from '../types.ts';
import { holdsPermission } from './permissions.ts';

/** What a call asks of the caller: an access-control action, or several of which any or all are needed. */
export type Requirement = string | { any: Requirement[] } | { all: Requirement[] };

/** Whether a role holds what is asked. */
export function meets(role: Role, requirement: Requirement): boolean {
  if (typeof requirement === 'string') {
    return holdsPermission(role, requirement);
  }
  return 'any' in requirement
    ? requirement.any.some((one) => meets(role, one))
    : requirement.all.every((one) => meets(role, one));
}

/** The requirement in Grafana's words, which its refusals carry. */
export function inWords(requirement: Requirement): string {
  if (typeof requirement === 'string') {
    return requirement;
  }
  return 'any' in requirement
    ? `any of ${requirement.any.map(inWords).join(', ')}`
    : `all of ${requirement.all.map(inWords).join(', ')}`;
}
