// Written by "npm run generate" from the folders beside it. Do not edit.

/** Every alert, in its definition's order. */
export const ALERT_NAMES: Array<{ id: string; title: string }> = [
  { id: 'runs-stalled', title: "Diagnostic runs stalled" },
  { id: 'top-problem-dominates', title: "One problem dominates" },
  { id: 'high-diversity', title: "Many different problems" },
  { id: 'confidence-drop', title: "Fix confidence dropped" },
  { id: 'ttr-regression', title: "Problems take longer to fix" },
];

/** Id of the check whose playbook explains a panel, by Grafana's panel number. */
export const PANEL_PLAYBOOKS: Record<number, string | undefined> = {
  1: 'stale-data',
  2: 'problem-diversity',
  3: 'problem-diversity',
  4: 'top-problem',
  5: 'fix-confidence',
  6: 'ttr',
  7: 'unlearned-problems',
  8: 'data-quality',
};
