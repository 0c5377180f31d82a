import { useEffect } from 'react';
import { useLocation } from 'react-router-dom';

/** Goes to the alert that the address names once it is there, and again when the address names another. */
export function useTarget(isReady: boolean): void {
  const { hash, key } = useLocation();
  useEffect(() => {
    const target = isReady && hash.length > 1 ? document.getElementById(hash.slice(1)) : null;
    target?.scrollIntoView();
    target?.focus({ preventScroll: true });
  }, [isReady, hash, key]);
}
