import { act } from '@testing-library/react';

/** The real one: tests may put a clock of their own in its place. */
const { setTimeout: later } = globalThis;

/** Lets everything that needs no time come through: promises that are ready, and what React does by itself after them. */
export async function settle(): Promise<void> {
  await act(async () => {
    for (let i = 0; i < 5; i++) {
      await new Promise((resolve) => later(resolve, 0));
    }
  });
}
