// Written by "npm run verify:runbook" once everything on the pages was tried. Do not edit.
import type { Verification } from '../types.ts';

/** When everything that pages run and offer to copy was last tried, and on what. */
export const VERIFIED: Verification = {
  "date": "2026-11-26",
  "version": "0.1.0",
  "postgres": [
    "15.18",
    "18.4"
  ],
  "commands": [
    "15.18"
  ],
  "hash": "39bd4738c74e368deed917742428ce78e293e5138a16cfcf49c5eb37e0b8ab75"
};
