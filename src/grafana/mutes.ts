/**
 * Mutes, kept as organisation annotations: everybody in the organisation reads them, Editors write them, they carry
 * who and from when to when, and they need no back end of our own.
 */
import { getBackendSrv, isFetchError } from '@grafana/runtime';
import { annotationOfMute, MUTE_TAG, muteFromAnnotation } from '@devdiag/engine/report/mutes';
import type { Mute } from '@devdiag/engine/report/report';
import { wordsIn } from './words';

/** What somebody asks for when muting. */
export type NewMute = Pick<Mute, 'checkId' | 'reason' | 'since' | 'until'>;

const QUIET = { showErrorAlert: false, showSuccessAlert: false };
/** One a check is usual; this is far beyond. */
const MOST_MUTES = 500;

/**
 * The mutes in force at an instant.
 * @param at milliseconds since 1970
 * @throws Error with a sentence for people
 */
export async function listMutes(at: number): Promise<Mute[]> {
  try {
    const found = await getBackendSrv().get<unknown[]>(
      '/api/annotations',
      { tags: MUTE_TAG, from: at, to: at, limit: MOST_MUTES },
      undefined,
      QUIET
    );
    return found.flatMap((annotation) => muteFromAnnotation(annotation) ?? []);
  } catch (error) {
    throw new Error(reasonOf(error), { cause: error });
  }
}

/**
 * Mutes a check for everybody.
 * @throws Error with a sentence for people
 */
export async function createMute(mute: NewMute): Promise<void> {
  try {
    await getBackendSrv().post('/api/annotations', annotationOfMute(mute), QUIET);
  } catch (error) {
    throw new Error(reasonOf(error), { cause: error });
  }
}

/**
 * Takes a mute back. One that is gone already counts as taken back.
 * @throws Error with a sentence for people
 */
export async function deleteMute(id: string): Promise<void> {
  try {
    await getBackendSrv().delete(`/api/annotations/${encodeURIComponent(id)}`, undefined, QUIET);
  } catch (error) {
    if (isFetchError(error) && error.status === 404) {
      return;
    }
    throw new Error(reasonOf(error), { cause: error });
  }
}

function reasonOf(error: unknown): string {
  return wordsIn(error, isFetchError(error) ? String(error.status) : undefined);
}
