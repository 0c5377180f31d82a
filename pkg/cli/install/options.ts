import type { ChosenOnCommandLine } from './choose.ts';

/** Options as Commander hands them over: text, nothing looked at. */
export interface GrafanaOptions {
  grafanaUrl?: string;
  token?: string;
  timeout: string;
  /** Settings as JSON, instead of those of the app. */
  config?: string;
}

export interface InstallationOptions extends GrafanaOptions {
  prefix: string;
  format: string;
}

export interface PlanOptions extends InstallationOptions, ChosenOnCommandLine {
  keep?: string;
  choose?: string[];
  detailedExitcode?: boolean;
}

export interface InstallOptionsGiven extends PlanOptions {
  yes?: boolean;
}

export interface VerifyOptions extends InstallationOptions {
  /** Of the installation that is meant. */
  datasource?: string;
}

export interface UninstallOptions extends InstallationOptions {
  /** Of the installation that is meant. */
  datasource?: string;
  yes?: boolean;
  includeEdited?: boolean;
}

export interface ExportOptions extends GrafanaOptions, ChosenOnCommandLine {
  prefix: string;
  format?: string;
  out?: string;
}
