import { useEffect, useState } from 'react';

type Texts = typeof import('./texts');

let loaded: Texts | null = null;

/**
 * The texts, once they are there: at once when a page was open before, otherwise a moment after the code.
 *
 * @throws Error when they can't be loaded, for the page's crash screen, which offers to load it again
 */
export function useTexts(): Texts | null {
  const [texts, setTexts] = useState(loaded);
  const [failure, setFailure] = useState<Error | null>(null);
  useEffect(() => {
    let current = true;
    import('./texts').then(
      (module) => {
        loaded = module;
        if (current) {
          setTexts(module);
        }
      },
      (error: Error) => current && setFailure(error)
    );
    return () => {
      current = false;
    };
  }, []);
  if (failure) {
    throw failure;
  }
  return texts;
}
