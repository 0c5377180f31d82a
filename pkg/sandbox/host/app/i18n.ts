import { initializeI18n } from 'grafana-internal:i18n/i18n';
import { currentUser } from './boot.ts';

const NAMESPACE = 'grafana';

/** Starts translation in the person's language. Texts of Grafana's own components stay English: only keys are shipped. */
export async function startTranslations(): Promise<void> {
  const { language, regionalFormat } = currentUser();
  await initializeI18n({ language: language || 'en-US', ns: [NAMESPACE] }, regionalFormat || 'en-US');
}
