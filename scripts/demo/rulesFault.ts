import { CHECKS } from '@devdiag/catalog/generated/checks';
import { httpTransport } from '@devdiag/cli/source/transport';
import { completeSettings } from '@devdiag/engine/settings/settings';
import { applyPlan } from '@devdiag/installer/apply/apply';
import { desiredResources } from '@devdiag/installer/desired/desired';
import { observe } from '@devdiag/installer/observe/observe';
import { defaultOptions } from '@devdiag/installer/options';
import { makePlan } from '@devdiag/installer/plan/plan';
import { Complaint } from '../lib/steps.ts';

const LIMIT_MS = 30_000;
/** The rule that somebody deleted, as in the scenario of the check alert-rules. */
const DELETED = '/api/v1/provisioning/alert-rules/devdiag-high-diversity';

/**
 * Installs dashboard and rules, then deletes a rule as somebody would in Grafana.
 * @param authorization of an Admin
 * @throws Complaint when that did not work
 */
export async function deleteARule(url: string, authorization: string, datasourceUid: string): Promise<void> {
  const transport = httpTransport({ url, authorization }, LIMIT_MS);
  const { settings } = completeSettings(
    {},
    CHECKS.map(({ definition }) => definition)
  );
  const options = defaultOptions(datasourceUid, settings);
  const desired = desiredResources(options, settings);
  const plan = makePlan(desired, await observe(transport, desired, options));
  const report = await applyPlan({ plan, transport });
  const headers = { 'X-Disable-Provenance': 'true' };
  const answer = await transport.send({ method: 'DELETE', path: DELETED, headers });
  if (report.result !== 'installed' || answer.status !== 204) {
    throw new Complaint(`The alert rules could not be prepared: ${report.error ?? `status ${answer.status}`}`);
  }
}
