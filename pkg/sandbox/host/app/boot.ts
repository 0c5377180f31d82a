import { type OrgRole } from '@grafana/data';
import { config } from '@grafana/runtime';

/** The person the session belongs to, as the server wrote it into the page. */
export interface SignedInUser {
  isSignedIn: boolean;
  id: number;
  uid: string;
  login: string;
  email: string;
  name: string;
  orgId: number;
  orgName: string;
  orgRole: OrgRole;
  isGrafanaAdmin: boolean;
  theme: string;
  lightTheme: boolean;
  language: string;
  locale: string;
  regionalFormat: string;
  timezone: string;
  weekStart: string;
  permissions: Record<string, boolean>;
}

export const PLUGIN_ID = 'devdiag-ops-app';

/** Who is signed in. Read from the page's boot data, which tests may have overridden. */
export function currentUser(): SignedInUser {
  return config.bootData.user as unknown as SignedInUser;
}

const ROLE_RANK: Record<string, number> = { None: 0, Viewer: 1, Editor: 2, Admin: 3 };

/** Whether the signed-in person's organisation role is `role` or above; no role asks nothing. */
export function hasRole(role: string | undefined): boolean {
  return !role || (ROLE_RANK[currentUser().orgRole] ?? 0) >= (ROLE_RANK[role] ?? 0);
}

/** Whether the signed-in person holds an access-control action, for example `plugins:write`. */
export function hasPermission(action: string): boolean {
  return currentUser().permissions[action] === true;
}
