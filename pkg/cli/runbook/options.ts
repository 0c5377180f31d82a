/** Options as Commander hands them over: text, nothing looked at. */
export interface RunbookOptions {
  run?: boolean;
  export?: string;
  tenant?: string;
  problem?: string;
  target?: string;
  asOf?: string;
  dsn?: string;
  grafanaUrl?: string;
  token?: string;
  schema?: string;
  timeZone?: string;
  config?: string;
  timeout: string;
}
