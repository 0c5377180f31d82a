import { useEffect } from 'react';
import { useLocation } from 'react-router-dom';

/**
 * Goes to the heading that the address names, also when it is the same one again.
 *
 * @param shown changes when headings may have come
 */
export function useHashTarget(shown: unknown): void {
  const location = useLocation();
  useEffect(() => {
    const target = location.hash.length > 1 ? document.getElementById(decoded(location.hash.slice(1))) : null;
    if (target) {
      target.scrollIntoView();
      target.focus({ preventScroll: true });
    }
  }, [location, shown]);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
