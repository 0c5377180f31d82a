#!/usr/bin/env node
// Plain JavaScript: this is all that Node runs by itself; tsx reads the TypeScript from there on.
import { register } from 'tsx/esm/api';

// Deprecations inside libraries are for us, not for whoever reads cron's mail.
process.noDeprecation = true;
// No tsconfig.json of the folder that this is called from has a say.
register({ tsconfig: false });
const { run } = await import('../main.ts');
await run(process.argv.slice(2));
