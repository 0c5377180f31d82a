import type { Mute } from './report.ts';

/**
 * Mutes are organisation annotations of Grafana: Editors write them, everyone sees them, and they carry author, time
 * range and text. `time` to `timeEnd` is from when until when, the text is the reason.
 */
export const MUTE_TAG = 'devdiag-mute';

/** Tag that names the muted check: "devdiag-check:stale-data". */
export const CHECK_TAG_PREFIX = 'devdiag-check:';

/** The longest a check can be muted at once: what nobody mutes again must come back. */
export const LONGEST_MUTE_MS = 90 * 86_400_000;
const LONGEST_REASON = 500;

/** What is sent to Grafana to mute a check. Times in milliseconds since 1970. */
export interface MuteAnnotation {
  time: number;
  timeEnd: number;
  tags: string[];
  text: string;
}

/**
 * A mute as an annotation. The owner is not sent: Grafana records who writes it.
 */
export function annotationOfMute(mute: Pick<Mute, 'checkId' | 'reason' | 'since' | 'until'>): MuteAnnotation {
  return {
    time: mute.since,
    timeEnd: mute.until,
    tags: [MUTE_TAG, `${CHECK_TAG_PREFIX}${mute.checkId}`],
    text: mute.reason.trim(),
  };
}

/**
 * An annotation, as Grafana's `/api/annotations` lists it, as a mute; null for anything that isn't one: without the
 * tags, without an end, of no check. Whether it is in force at an instant is the engine's to say.
 */
export function muteFromAnnotation(annotation: unknown): Mute | null {
  if (typeof annotation !== 'object' || annotation === null) {
    return null;
  }
  const { id, time, timeEnd, tags, text, login } = annotation as Record<string, unknown>;
  if ((typeof id !== 'number' && typeof id !== 'string') || !Array.isArray(tags) || !tags.includes(MUTE_TAG)) {
    return null;
  }
  const checkId = tags
    .find((tag) => typeof tag === 'string' && tag.startsWith(CHECK_TAG_PREFIX))
    ?.slice(CHECK_TAG_PREFIX.length);
  if (!checkId || typeof time !== 'number' || typeof timeEnd !== 'number' || timeEnd <= time) {
    return null;
  }
  return {
    id: String(id),
    checkId,
    reason: typeof text === 'string' ? text.trim() : '',
    owner: typeof login === 'string' && login !== '' ? login : 'unknown',
    since: time,
    until: timeEnd,
  };
}

/** What is wrong with a mute that somebody is about to make, by field; empty when it can be made. */
export function muteProblems(
  mute: Pick<Mute, 'reason' | 'until'>,
  now: number
): Partial<Record<'reason' | 'until', string>> {
  const problems: Partial<Record<'reason' | 'until', string>> = {};
  const reason = mute.reason.trim();
  if (reason === '') {
    problems.reason = 'Say why, so that others know whether it still holds.';
  } else if (reason.length > LONGEST_REASON) {
    problems.reason = `Keep the reason below ${LONGEST_REASON} characters.`;
  }
  if (!Number.isFinite(mute.until) || mute.until <= now) {
    problems.until = 'Choose an end in the future.';
  } else if (mute.until - now > LONGEST_MUTE_MS) {
    problems.until = `Choose an end within ${LONGEST_MUTE_MS / 86_400_000} days; it can be muted again then.`;
  }
  return problems;
}
