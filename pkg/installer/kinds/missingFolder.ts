import type { Transport } from '../types.ts';

/**
 * Whoever may not read every folder, and that is every Editor and Viewer, gets a 403 for a folder that does not exist,
 * and for the rule groups in it; the resource API tells a missing folder from a closed one.
 * @throws NoAnswer
 */
export async function isFolderMissing(transport: Transport, uid: string, signal?: AbortSignal): Promise<boolean> {
  const namespace = encodeURIComponent(await transport.namespace());
  const path = `/apis/folder.grafana.app/v1beta1/namespaces/${namespace}/folders/${encodeURIComponent(uid)}`;
  return (await transport.send({ method: 'GET', path }, signal)).status === 404;
}
