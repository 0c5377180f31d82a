/** Which set of questions a run asks; null is a run without one, which asks all of them. */
export type Preset = 'chat' | 'embed' | 'app' | 'full' | null;

/** How a problem behaves in the sample data. */
export interface SampleProblem {
  code: string;
  /** Presets whose runs look for it. */
  presets: Preset[];
  /** Share of those runs that report it while it is about, 0 to 1. */
  share: number;
  /** Median time an episode lasts, in days. */
  lasts: number;
  /** When it is about, as shares of the history counted back from its end: 1 is the beginning, 0 the end. */
  from: number;
  to: number;
  /** What makes it go away, with the mean confidence of each. */
  fixes: ReadonlyArray<readonly [fix: string, confidence: number]>;
}

const EVERYWHERE: Preset[] = ['chat', 'embed', 'app', 'full', null];
const FRAMED: Preset[] = ['chat', 'embed', 'full', null];
const APPS: Preset[] = ['app', 'full', null];
const EMBEDDED: Preset[] = ['embed', 'app', 'full', null];

/**
 * Every problem code seen in the wild. The first eight are about at the end of the history, for three tenths of it; the
 * others belong to its past, few of them at a time: a day never shows more than ten codes.
 */
export const SAMPLE_PROBLEMS: readonly SampleProblem[] = [
  {
    code: 'IFRAME_FRAME_ANCESTORS_BLOCKED',
    ...{ presets: FRAMED, share: 0.13, lasts: 0.9, from: 1, to: 0 },
    fixes: [
      ['ALLOW_FRAME_ANCESTOR', 0.91],
      ['SERVE_FROM_SAME_ORIGIN', 0.78],
    ],
  },
  {
    code: 'CSP_INLINE_BLOCKED',
    ...{ presets: EVERYWHERE, share: 0.11, lasts: 0.7, from: 1, to: 0 },
    fixes: [
      ['ADD_SCRIPT_NONCE', 0.89],
      ['HASH_INLINE_SCRIPT', 0.82],
      ['MOVE_SCRIPT_TO_FILE', 0.76],
    ],
  },
  {
    code: 'EMBED_NO_READY_SIGNAL',
    ...{ presets: EMBEDDED, share: 0.1, lasts: 0.6, from: 1, to: 0 },
    fixes: [
      ['POST_READY_AFTER_MOUNT', 0.86],
      ['RAISE_READY_TIMEOUT', 0.71],
    ],
  },
  {
    code: 'PORTAL_ROOT_MISSING',
    ...{ presets: APPS, share: 0.1, lasts: 1, from: 1, to: 0 },
    fixes: [['ADD_PORTAL_ROOT', 0.94]],
  },
  {
    code: 'OVERLAY_VIEWPORT_COVER',
    ...{ presets: APPS, share: 0.09, lasts: 0.8, from: 1, to: 0 },
    fixes: [
      ['CONSTRAIN_OVERLAY', 0.83],
      ['LOWER_Z_INDEX', 0.74],
    ],
  },
  {
    code: 'FRAMEWORK_VERSION_MISMATCH',
    ...{ presets: EVERYWHERE, share: 0.06, lasts: 2, from: 0.65, to: 0 },
    fixes: [
      ['ALIGN_FRAMEWORK_VERSION', 0.84],
      ['DEDUPE_DEPENDENCY', 0.79],
    ],
  },
  {
    code: 'CORS_BLOCK',
    ...{ presets: EVERYWHERE, share: 0.08, lasts: 0.5, from: 0.42, to: 0 },
    fixes: [
      ['ALLOW_ORIGIN', 0.88],
      ['PROXY_THROUGH_BACKEND', 0.8],
    ],
  },
  {
    code: 'COOKIE_SAMESITE_STRICT',
    ...{ presets: FRAMED, share: 0.08, lasts: 1.1, from: 0.3, to: 0 },
    fixes: [['SET_SAMESITE_NONE', 0.85]],
  },
  past('ORIGIN_MISMATCH', FRAMED, 1, 0.72),
  past('VITE_API_BASE_MISMATCH', APPS, 1, 0.68),
  past('XFO_DENY', FRAMED, 0.96, 0.7),
  past('SLOW_ENDPOINTS', EVERYWHERE, 0.86, 0.6),
  past('BACKEND_HTTP_ERRORS', EVERYWHERE, 0.64, 0.46),
  past('NETWORK_CAPTURE_BLOCKED', EVERYWHERE, 0.62, 0.52),
  past('IFRAME_SANDBOX_WEAK', FRAMED, 0.56, 0.36),
  past('COOKIE_SECURE_HTTP', FRAMED, 0.5, 0.34),
  past('OVERLAY_SHADOW_BLOCKING', APPS, 0.48, 0.38),
];

function past(code: string, presets: Preset[], from: number, to: number): SampleProblem {
  return { code, presets, share: 0.06, lasts: 0.8, from, to, fixes: [['SEE_PLAYBOOK', 0.75]] };
}
