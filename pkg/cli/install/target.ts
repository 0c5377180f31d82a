import { cannotRun } from '../failure.ts';
import type { Io } from '../io.ts';
import { grafanaTarget } from '../source/grafana.ts';
import type { GrafanaTarget } from '../source/http.ts';
import { passwordIn, timeoutProblem } from '../check/request.ts';
import type { GrafanaOptions } from './options.ts';

/** Which Grafana, and how long a call may take. */
export interface Where {
  target: GrafanaTarget;
  timeoutMs: number;
}

/** Takes every secret of the command line and the environment out of whatever is written from here on. */
export function hideSecrets({ grafanaUrl, token }: GrafanaOptions, io: Io): void {
  const { GRAFANA_TOKEN, GRAFANA_URL, DEVDIAG_PG_PASS, PGPASSWORD } = io.env;
  [token, GRAFANA_TOKEN, DEVDIAG_PG_PASS, PGPASSWORD].forEach(io.hide);
  [grafanaUrl, GRAFANA_URL].forEach((url) => url !== undefined && io.hide(passwordIn(url)));
}

/**
 * @returns null when no Grafana is named
 * @throws CannotRun with everything that is wrong with what is said about it
 */
export function whereOf(options: GrafanaOptions, io: Io): Where | null {
  hideSecrets(options, io);
  const problems: string[] = [];
  const wrong = timeoutProblem(options.timeout);
  if (wrong !== undefined) {
    problems.push(wrong);
  }
  const url = options.grafanaUrl ?? (io.env.GRAFANA_URL || undefined);
  const found = url === undefined ? null : grafanaTarget(url, options.token ?? (io.env.GRAFANA_TOKEN || undefined));
  if (found !== null && 'problem' in found) {
    problems.push(found.problem);
  }
  if (problems.length > 0 || (found !== null && 'problem' in found)) {
    throw cannotRun(problems);
  }
  return found === null ? null : { target: found.target, timeoutMs: Number(options.timeout) * 1000 };
}
