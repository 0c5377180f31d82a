import type { CheckDefinition, Settings } from '@devdiag/catalog/types';
import type { CheckResult, HealthReport, Mute } from '@devdiag/engine/report/report';

/** What every open check of the page needs. */
export interface DetailsContext {
  report: HealthReport;
  settings: Settings;
  definitions: ReadonlyMap<string, CheckDefinition>;
  links: {
    playbook: (checkId: string) => string;
    allAlertRules: () => string;
    /** Where rules are installed. */
    setup: () => string;
    /** The live state of the alert that watches the same thing. */
    alert: (alertId: string) => string;
    /** null for people who may not use Explore. */
    explore: ((sql: string) => string) | null;
  };
  /** The check as Markdown. */
  markdownOf: (check: CheckResult) => string;
  canMute: boolean;
  onMute: (check: CheckResult) => void;
  onUnmute: (mute: Mute) => void;
}
