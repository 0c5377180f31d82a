import { locationUtil } from '@grafana/data';
import type { ResourceKind } from '@devdiag/installer/types';

/** Where Grafana shows a resource; undefined for what has no page of its own. */
export function pageOf(kind: ResourceKind, uid: string): string | undefined {
  switch (kind) {
    case 'folder':
      return locationUtil.assureBaseUrl(`/dashboards/f/${encodeURIComponent(uid)}`);
    case 'dashboard':
      return locationUtil.assureBaseUrl(`/d/${encodeURIComponent(uid)}`);
    case 'rule':
      return locationUtil.assureBaseUrl(`/alerting/grafana/${encodeURIComponent(uid)}/view`);
    case 'group':
      return undefined;
  }
}

export const policiesUrl = () => locationUtil.assureBaseUrl('/alerting/routes');
export const contactPointsUrl = () => locationUtil.assureBaseUrl('/alerting/notifications');
