/**
 * The texts of all pages, and what is done with them. They are most of what the runbook weighs, so they are loaded beside
 * its code (see useTexts) and never imported by it.
 */
export { blocksOf } from './blocksOf';
export { searchPages } from './search';
