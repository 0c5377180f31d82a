import { CHECKS } from '@devdiag/catalog/generated/checks';
import { completeSettings } from '@devdiag/engine/settings/settings';
import { exportFiles } from '@devdiag/installer/export/export';
import { defaultOptions } from '@devdiag/installer/options';

/** Data source of the demo's and Docker's Grafana. */
const DATASOURCE_UID = 'devdiag-postgres';

/** The repository's provisioning/ folder: what `devdiag-ops export --format provisioning` says by default. */
export function repositoryProvisioning(): Array<{ path: string; text: string }> {
  const { settings } = completeSettings(
    {},
    CHECKS.map(({ definition }) => definition)
  );
  return exportFiles(defaultOptions(DATASOURCE_UID, settings), settings, 'provisioning');
}
