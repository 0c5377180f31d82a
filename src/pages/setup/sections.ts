import type { SettingsForm } from './useSettingsForm';

/** What every part of the form gets. */
export interface SectionProps {
  form: SettingsForm;
  /** Somebody who may look but not save. */
  readOnly: boolean;
}
