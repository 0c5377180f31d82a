/**
 * Asks at the first call and keeps the answer for all others. A failure is not kept: whoever tries again, or undoes,
 * asks anew.
 */
export function askedOnce<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let known: Promise<Answer> | undefined;
  return () =>
    (known ??= ask().catch((error: unknown) => {
      known = undefined;
      throw error;
    }));
}
