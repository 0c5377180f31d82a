// Written by "npm run generate" from the folders beside it. Do not edit.

/** Titles by alert id. */
export const ALERT_TITLES: Record<string, string> = {
  'runs-stalled': "Diagnostic runs stalled",
  'top-problem-dominates': "One problem dominates",
  'high-diversity': "Many different problems",
  'confidence-drop': "Fix confidence dropped",
  'ttr-regression': "Problems take longer to fix",
};
