import { useCallback, useLayoutEffect, useRef, type FocusEvent, type RefObject } from 'react';

export interface KeptFocus {
  ref: RefObject<HTMLDivElement>;
  onFocus: (event: FocusEvent) => void;
  onBlur: (event: FocusEvent) => void;
}

/** Marks an element as a check's row. */
export const CHECK_ATTRIBUTE = 'data-check';

/**
 * A check that changes its outcome moves to another group, and the browser drops the focus that was in it. This gives
 * the focus back to the check, and never takes it from anywhere else.
 * @param shown changes whenever checks may have moved
 */
export function useKeptFocus(shown: unknown): KeptFocus {
  const ref = useRef<HTMLDivElement>(null);
  const checkId = useRef<string | null>(null);

  const onFocus = useCallback(({ target }: FocusEvent) => {
    checkId.current = target.closest(`[${CHECK_ATTRIBUTE}]`)?.getAttribute(CHECK_ATTRIBUTE) ?? null;
  }, []);
  const onBlur = useCallback(({ relatedTarget }: FocusEvent) => {
    // To nowhere: somebody clicked beside it. A dialog in between gives the focus back by itself.
    if (relatedTarget === null) {
      checkId.current = null;
    }
  }, []);

  useLayoutEffect(() => {
    if (checkId.current !== null && document.activeElement === document.body) {
      const row = ref.current?.querySelector(`[${CHECK_ATTRIBUTE}="${CSS.escape(checkId.current)}"]`);
      row?.querySelector<HTMLElement>('[aria-expanded]')?.focus();
    }
  }, [shown]);

  return { ref, onFocus, onBlur };
}
