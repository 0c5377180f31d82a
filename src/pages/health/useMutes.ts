import { useCallback, useEffect, useState } from 'react';
import type { Mute } from '@devdiag/engine/report/report';
import { createMute, deleteMute, listMutes, type NewMute } from '../../grafana/mutes';

export interface Mutes {
  /** null until the first list is there; a list that can't be read is empty, which is the louder side. */
  mutes: Mute[] | null;
  /** Why they could not be read. */
  error: string | null;
  /** Both throw an Error with a sentence for people. */
  mute: (mute: NewMute) => Promise<void>;
  unmute: (mute: Mute) => Promise<void>;
}

/** How long the page waits for the mutes before it goes without them. */
const PATIENCE_MS = 5000;

/**
 * The mutes in force at an instant, read again with every round.
 * @param asOf milliseconds since 1970; null is now
 */
export function useMutes(asOf: number | null, round: number): Mutes {
  const [state, setState] = useState<Pick<Mutes, 'mutes' | 'error'>>({ mutes: null, error: null });
  const [written, setWritten] = useState(0);

  useEffect(() => {
    let current = true;
    const show = (next: Pick<Mutes, 'mutes' | 'error'>) => current && setState(next);
    const patience = setTimeout(
      () => current && setState((before) => ({ ...before, mutes: before.mutes ?? [] })),
      PATIENCE_MS
    );
    listMutes(asOf ?? Date.now()).then(
      (mutes) => show({ mutes, error: null }),
      (error: Error) => show({ mutes: [], error: error.message })
    );
    return () => {
      current = false;
      clearTimeout(patience);
    };
  }, [asOf, round, written]);

  const readAgain = useCallback(() => setWritten((before) => before + 1), []);
  const mute = useCallback((mute: NewMute) => createMute(mute).then(readAgain), [readAgain]);
  const unmute = useCallback(({ id }: Mute) => deleteMute(id).then(readAgain), [readAgain]);
  return { ...state, mute, unmute };
}
