import type { Json } from '@devdiag/catalog/types';
import type { JsonObject } from '../json.ts';
import type { Base, GrafanaRequest, ResourceKind, Transport } from '../types.ts';

/** A resource as it was read. */
export interface Found {
  /** Grafana's own text: what an undo puts back, and what a change is laid over. */
  raw: JsonObject;
  fields: Record<string, Json>;
  /** What was installed, when the resource says that an installer did; its prefix tells whose it is. */
  base: Base | null;
  version?: number;
  provenance?: string;
  /** Name of the provisioning file, where Grafana tells. */
  file?: string;
  canWrite: boolean;
  /** Folders: Grafana has no way to tell whether an installation made it. */
  isOwnerUnknown?: true;
}

/**
 * What the installer knows of one kind of resource: how to read it and which requests make, change, remove and restore
 * it. Sending them, reading back and undoing is the same for all kinds, see apply.
 */
export interface Kind {
  kind: ResourceKind;
  /** @returns null when it isn't there. @throws Refused, NoAnswer */
  read(transport: Transport, uid: string, signal?: AbortSignal): Promise<Found | null>;
  /** The fields of a raw form, as they are compared. */
  fieldsOf(raw: JsonObject): Record<string, Json>;
  /** The body with these fields and this base, laid over what is there, or over the desired body when nothing is. */
  lay(onto: JsonObject, fields: Record<string, Json>, base: Base | null): JsonObject;
  create(uid: string, body: JsonObject): GrafanaRequest[];
  change(uid: string, body: JsonObject, before: Found): GrafanaRequest[];
  /** Empty where there is nothing to remove: a group goes with its rules. */
  remove(uid: string, found: Found): GrafanaRequest[];
  /** Requests that bring back what was read before, `now` being what is there (null: nothing). */
  restore(uid: string, before: Found, now: Found | null): GrafanaRequest[];
  /** What of a resource must be the same again after an undo: everything but ids, times and versions. */
  essence(raw: JsonObject): Json;
}
