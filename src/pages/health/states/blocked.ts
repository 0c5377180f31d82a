import type { Settings } from '@devdiag/catalog/types';
import type { Access } from '../../../grafana/access';

/** What a screen needs that stands in for the whole report. */
export interface BlockedProps {
  /** The server's own words. */
  words: string;
  access: Access;
  dataSourceUid: string;
  settings: Settings;
  onRetry: () => void;
}
