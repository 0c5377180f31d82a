/** What explains what: ids of checks, from the catalog. */
export type Explanations = ReadonlyMap<string, readonly string[]>;

export interface Ranked<T> {
  item: T;
  /** It may be why the subject is in trouble. */
  explainsSubject: boolean;
  /** Ids of the others in trouble that it may explain, directly or through something that is in trouble or not. */
  explains: string[];
  /** Ids of the others in trouble that may explain it. */
  explainedBy: string[];
}

/**
 * What is in trouble, likely causes first: what may explain the subject, then what may explain most of the others, then
 * the worst. A cause always stands before what it explains.
 * @param troubled in the order in which equals are to stand, the worst first
 * @param subject id of the check that the reader came for; it is not in the answer
 */
export function likelyCausesFirst<T extends { id: string }>(
  troubled: T[],
  explanations: Explanations,
  subject: string | null
): Array<Ranked<T>> {
  const others = troubled.filter(({ id }) => id !== subject);
  const reaches = new Map(others.map(({ id }) => [id, reachableFrom(id, explanations)]));
  const explains = (cause: string, effect: string) => cause !== effect && reaches.get(cause)?.has(effect) === true;
  const ids = others.map(({ id }) => id);
  return others
    .map((item) => ({
      item,
      explainsSubject: subject !== null && explains(item.id, subject),
      explains: ids.filter((id) => explains(item.id, id)),
      explainedBy: ids.filter((id) => explains(id, item.id)),
    }))
    .sort(
      (one, other) =>
        Number(other.explainsSubject) - Number(one.explainsSubject) ||
        Number(one.explainedBy.length > 0) - Number(other.explainedBy.length > 0) ||
        other.explains.length - one.explains.length
    );
}

function reachableFrom(start: string, explanations: Explanations): Set<string> {
  const reached = new Set<string>();
  const next = [start];
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    for (const effect of explanations.get(id) ?? []) {
      if (!reached.has(effect)) {
        reached.add(effect);
        next.push(effect);
      }
    }
  }
  return reached;
}
