/** An organisation annotation as Grafana stores it. Times are milliseconds since 1970. */
export interface Annotation {
  id: number;
  created: number;
  updated: number;
  time: number;
  timeEnd: number;
  text: string;
  tags: string[];
  /** Who wrote it. */
  login: string;
  email: string;
  data: Record<string, unknown>;
}

export interface AnnotationFilter {
  tags: string[];
  matchAny: boolean;
  from: number;
  to: number;
  limit: number;
}

/**
 * Annotations that overlap the time range and carry the tags (all of them, or any), newest first.
 * Assumed from Grafana's documentation; only "by tag, with a limit" is recorded.
 */
export function findAnnotations(
  all: Iterable<Annotation>,
  { tags, matchAny, from, to, limit }: AnnotationFilter
): Annotation[] {
  const carries = (annotation: Annotation) =>
    tags.length === 0 ||
    (matchAny ? tags.some((tag) => annotation.tags.includes(tag)) : tags.every((tag) => annotation.tags.includes(tag)));
  const inRange = (annotation: Annotation) =>
    !(from > 0 && to > 0) || (annotation.time <= to && annotation.timeEnd >= from);
  return [...all]
    .filter((annotation) => carries(annotation) && inRange(annotation))
    .sort((a, b) => b.timeEnd - a.timeEnd || b.time - a.time || b.id - a.id)
    .slice(0, limit);
}
