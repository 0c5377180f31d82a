/** Id of the control of a setting, by its path in the stored settings. */
export function fieldId(path: string): string {
  return `setting-${path.replaceAll('.', '-')}`;
}

/** Moves to the first field that is refused, once it is drawn. */
export function focusFirstProblem(root: HTMLElement | null): void {
  requestAnimationFrame(() => {
    const field = root?.querySelector<HTMLElement>('[aria-invalid="true"]');
    field?.focus();
    field?.scrollIntoView({ block: 'center' });
  });
}
