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
  "hash": "2b9aba2d6641bf3525b2a08b97f6d740c974857868cadd644c79b630e9d8388a"
};
