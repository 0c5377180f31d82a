import type { Settings } from '@devdiag/catalog/types';
import type { ExportFile, ExportFormat, InstallOptions } from '../types.ts';
import { apiFiles } from './api.ts';
import { creationPlan, nativeInstallation } from './creation.ts';
import { provisioningFiles } from './provisioning.ts';
import { resourceFiles } from './resources.ts';
import { terraformFiles } from './terraform.ts';

export const EXPORT_FORMATS = ['api', 'provisioning', 'terraform', 'resources'] as const satisfies ExportFormat[];

/**
 * An installation as files for whoever puts things into Grafana by other means. Nothing in them is secret: the data
 * source's password is an environment variable's name.
 * @returns at least one file, paths relative to the folder that they are to be written to
 * @throws QuoteError for a schema, zone or tenant that no query can hold; `optionProblems` tells the rest beforehand
 */
export function exportFiles(options: InstallOptions, settings: Settings, format: ExportFormat): ExportFile[] {
  const items = creationPlan(options, settings);
  switch (format) {
    case 'api':
      return apiFiles(items.flatMap(({ requests }) => requests));
    case 'provisioning':
      return provisioningFiles(nativeInstallation(items), options, settings);
    case 'terraform':
      return terraformFiles(nativeInstallation(items), options);
    case 'resources':
      return resourceFiles(nativeInstallation(items));
  }
}
