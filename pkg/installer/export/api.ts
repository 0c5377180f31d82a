import type { ExportFile, GrafanaRequest } from '../types.ts';
import { jsonText } from './json.ts';

/** Without it Grafana would lock the rules as "provisioned by API"; its presence counts, not its value. */
const HEADERS = { 'Content-Type': 'application/json', 'X-Disable-Provenance': 'true' };

/**
 * The calls that install everything into a Grafana where nothing of it is: a body each, `calls.txt` with a line each
 * (method, path, file), and a README with the loop that sends them.
 * @param requests in the order to send them
 */
export function apiFiles(requests: GrafanaRequest[]): ExportFile[] {
  const calls = requests.map((request, index) => ({ ...request, file: fileName(request, index, requests.length) }));
  return [
    { path: 'README.md', text: readme(calls) },
    { path: 'calls.txt', text: calls.map(({ method, path, file }) => `${method} ${path} ${file}\n`).join('') },
    ...calls.map(({ file, body }) => ({ path: file, text: jsonText(body ?? {}) })),
  ];
}

/** "03-alert-rules.json"; the number is the order. */
function fileName({ path }: GrafanaRequest, index: number, count: number): string {
  const words = path
    .split('/')
    .filter((word) => !['', 'api', 'v1', 'provisioning'].includes(word))
    .map((word) => word.replace(/[^A-Za-z0-9_-]/g, '-'));
  return `${String(index + 1).padStart(String(count).length + 1, '0')}-${words.join('-')}.json`;
}

function readme(calls: Array<GrafanaRequest & { file: string }>): string {
  const headers = Object.entries(HEADERS).map(([name, value]) => `${name}: ${value}`);
  return `# Calls of Grafana's HTTP API

They put the folder, the dashboard and the alert rules into a Grafana that has none of them yet, sent in this order, each
with the file as its body. The data source must be there already.

| method | path | body |
|---|---|---|
${calls.map(({ method, path, file }) => `| ${method} | \`${path}\` | \`${file}\` |`).join('\n')}

Headers of every call: ${headers.map((header) => `\`${header}\``).join(', ')}, and the token of a service account with the
role Editor as \`Authorization: Bearer …\`. In a shell, from this folder, with \`GRAFANA_URL\` and \`GRAFANA_TOKEN\` set:

\`\`\`sh
while read -r method path file; do
  curl --fail-with-body --silent --show-error --output /dev/null --request "$method" "$GRAFANA_URL$path" \\
    --header "Authorization: Bearer $GRAFANA_TOKEN" \\
${headers.map((header) => `    --header '${header}' \\`).join('\n')}
    --data-binary "@$file" || break
done < calls.txt
\`\`\`

It stops at the first call that fails. To change or to remove what is installed use \`devdiag-ops install\` and
\`devdiag-ops uninstall\`, which look first.
`;
}
