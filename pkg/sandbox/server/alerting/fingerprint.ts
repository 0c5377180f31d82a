import type { Labels } from './instance.ts';

const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;
const SEPARATOR = 255;

/** The number by which Prometheus's Alertmanager knows a set of labels: FNV-1a over sorted names and values, in hex. */
export function fingerprint(labels: Labels): string {
  let hash = OFFSET;
  const add = (byte: number) => {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * PRIME);
  };
  for (const name of Object.keys(labels).sort()) {
    Buffer.from(name).forEach(add);
    add(SEPARATOR);
    Buffer.from(labels[name]!).forEach(add);
    add(SEPARATOR);
  }
  return hash.toString(16).padStart(16, '0');
}
