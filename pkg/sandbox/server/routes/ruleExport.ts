import { sendJson } from '../http/answers.ts';
import { signedIn, type Context, type SignedIn } from '../http/context.ts';
import { neverRecorded } from '../http/refusal.ts';
import { exportGroups } from '../alerting/exportRules.ts';
import { goYaml } from '../alerting/goYaml.ts';
import { groupNotFound } from '../alerting/ruleStore.ts';
import { READ_RULES } from './alertRules.ts';

/** A group as a provisioning file. */
export function ruleExportRoutes(context: Context): void {
  const path = '/api/v1/provisioning/folder/:folder/rule-groups/:group/export';
  context.app.get(path, signedIn(context, exportGroup, READ_RULES));
}

function exportGroup({ request, reply, space }: SignedIn) {
  const { folder, group } = request.params as { folder: string; group: string };
  const { format = 'yaml', ...others } = request.query as { format?: string };
  if (!['yaml', 'json'].includes(format) || Object.keys(others).length > 0) {
    throw neverRecorded(`this export (${format})`);
  }
  const rules = space.alerting.rules.group(folder, group);
  if (rules.length === 0) {
    throw groupNotFound();
  }
  const exported = exportGroups([rules]);
  return format === 'json'
    ? sendJson(reply, 200, exported)
    : reply
        .code(200)
        .header('content-type', 'text/yaml')
        .send(Buffer.from(goYaml(exported)));
}
