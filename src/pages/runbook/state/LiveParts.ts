/** What is live on a page, in one piece: live.tsx loads it after the page. */
export { default as IncidentArea } from '../../incidents/IncidentArea';
export { LiveFeed } from './LiveFeed';
export { LiveLines } from './LiveLines';
export { PlaybookState } from './PlaybookState';
