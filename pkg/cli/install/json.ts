import type { ApplyReport, InstallOptions, Plan, VerifyReport } from '@devdiag/installer/types';
import type { DeliveryDocument } from './delivery.ts';

/** Raised when a field goes away or changes its meaning; see docs/installer.schema.json. */
const FORMAT_VERSION = 1;

/** What the installer's commands print with --format json. */
export interface InstallerDocument {
  command: 'plan' | 'install' | 'verify' | 'uninstall';
  grafana: string;
  options: InstallOptions;
  plan?: Plan;
  applied?: ApplyReport | null;
  verified?: VerifyReport | null;
  /** Where the alerts go; null where there is no rule. */
  delivery?: DeliveryDocument | null;
  /** Why what is installed could not be verified, as a sentence. */
  notVerified?: string;
}

export function documentText({ plan, ...rest }: InstallerDocument): string {
  return `${JSON.stringify({ version: FORMAT_VERSION, ...rest, ...(plan && { plan: planDocument(plan) }) }, null, 2)}\n`;
}

/** Only what the types say: a plan in hand holds more, such as what was read of other people's resources. */
function planDocument({ version, installed, items, pending, obstacles }: Plan): Plan {
  return {
    version,
    installed,
    pending,
    obstacles,
    items: items.map(({ key, kind, uid, title, action, reason, provisioned, changes, requests }) => ({
      key,
      kind,
      uid,
      title,
      action,
      ...(reason !== undefined && { reason }),
      ...(provisioned !== undefined && { provisioned }),
      changes,
      requests,
    })),
  };
}
