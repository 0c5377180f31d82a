/** On its own, so that tests can stand in for it. */
export function reloadWindow(): void {
  window.location.reload();
}
