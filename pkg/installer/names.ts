/** Uids and titles of what an installation consists of. The first installation has no prefix. */
export interface Names {
  folder: { uid: string; title: string };
  dashboard: { uid: string; title: string };
  /** @param alert id and title as in the catalog */
  rule(alert: { id: string; title: string }): { uid: string; title: string };
}

/** Of a rule's uid, which Grafana limits to 40 characters, this much is left for a prefix. */
export const LONGEST_PREFIX = 10;

export function namesOf(prefix: string): Names {
  const uid = (bare: string) => (prefix === '' ? bare : `${prefix}-${bare}`);
  const title = (bare: string) => (prefix === '' ? bare : `${prefix}: ${bare}`);
  return {
    folder: { uid: uid('devdiag-alerts'), title: title('DevDiag Alerts') },
    dashboard: { uid: uid('devdiag-analytics'), title: title('DevDiag Analytics') },
    rule: (alert) => ({ uid: uid(`devdiag-${alert.id}`), title: title(alert.title) }),
  };
}

/** What is wrong with a prefix, as a sentence; undefined when it is fine. */
export function prefixProblem(prefix: unknown): string | undefined {
  if (typeof prefix !== 'string') {
    return 'The prefix must be text.';
  }
  return prefix === '' || (/^[a-z][a-z0-9-]*$/.test(prefix) && prefix.length <= LONGEST_PREFIX)
    ? undefined
    : `"${prefix.slice(0, 40)}" cannot be a prefix. Use up to ${LONGEST_PREFIX} small letters, digits and hyphens, a letter first.`;
}

/** The id of an alert from the uid of its rule; undefined when the uid is none of this prefix. */
export function alertIdOf(prefix: string, ruleUid: string): string | undefined {
  const start = prefix === '' ? 'devdiag-' : `${prefix}-devdiag-`;
  return ruleUid.startsWith(start) ? ruleUid.slice(start.length) : undefined;
}

/** The prefix of an installation from the uid of its folder; undefined when the uid is none of ours. */
export function prefixOfFolder(uid: string): string | undefined {
  const bare = namesOf('').folder.uid;
  const prefix = uid === bare ? '' : uid.endsWith(`-${bare}`) ? uid.slice(0, -bare.length - 1) : undefined;
  return prefix === undefined || prefixProblem(prefix) !== undefined ? undefined : prefix;
}
