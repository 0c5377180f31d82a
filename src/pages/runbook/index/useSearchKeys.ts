import { useEffect, type KeyboardEvent, type RefObject } from 'react';

const ENTRY = 'a[data-result]';

/**
 * The keyboard's way through a search: "/" goes to its field from anywhere, the arrows move between field and results,
 * Enter follows the first result from the field, Escape goes back to the field and then empties it.
 */
export function useSearchKeys(
  root: RefObject<HTMLElement>,
  input: RefObject<HTMLInputElement>,
  clear: () => void
): (event: KeyboardEvent) => void {
  useEffect(() => {
    const focus = (event: globalThis.KeyboardEvent) => {
      if (event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target)) {
        event.preventDefault();
        input.current?.focus();
        input.current?.select();
      }
    };
    document.addEventListener('keydown', focus);
    return () => document.removeEventListener('keydown', focus);
  }, [input]);

  return (event) => {
    const entries = Array.from(root.current?.querySelectorAll<HTMLElement>(ENTRY) ?? []);
    const at = entries.indexOf(document.activeElement as HTMLElement);
    const inField = document.activeElement === input.current;
    switch (event.key) {
      case 'ArrowDown':
        if (entries.length > 0 && (inField || at !== -1)) {
          event.preventDefault();
          entries[Math.min(at + 1, entries.length - 1)].focus();
        }
        break;
      case 'ArrowUp':
        if (at !== -1) {
          event.preventDefault();
          (at === 0 ? input.current : entries[at - 1])?.focus();
        }
        break;
      case 'Enter':
        if (inField && entries.length > 0) {
          event.preventDefault();
          entries[0].click();
        }
        break;
      case 'Escape':
        if (at !== -1) {
          input.current?.focus();
        } else if (inField) {
          clear();
        }
        break;
    }
  };
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
  );
}
