/**
 * Grafana overwrites the settings of an app that is provisioned from a file at every start, and its API doesn't say that
 * an app is provisioned. Two signs are left: the file says so itself, or what was saved from this browser is gone.
 */
import { config } from '@grafana/runtime';
import type { StoredSettings } from '@devdiag/engine/settings/settings';
import { PLUGIN_ID } from '../../constants';

export type Provisioned = 'said' | 'overwritten' | 'unknown';

const key = () => `${PLUGIN_ID}.savedAt.${config.bootData.user.orgId}`;

/** Keeps in this browser when the settings were last saved from it. */
export function rememberSave(savedAt: string | undefined): void {
  try {
    if (savedAt) {
      localStorage.setItem(key(), savedAt);
    }
  } catch {
    // Without storage there is one sign less.
  }
}

/** What the stored settings give away about a provisioning file. */
export function provisionedSign(stored: StoredSettings): Provisioned {
  if (stored.provisioned === true) {
    return 'said';
  }
  try {
    return localStorage.getItem(key()) && !stored.savedAt ? 'overwritten' : 'unknown';
  } catch {
    return 'unknown';
  }
}
