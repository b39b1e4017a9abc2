#!/usr/bin/env node
// Plain JavaScript, so that an old Node can read it far enough to say what to do.
import { existsSync } from 'node:fs';
import * as modules from 'node:module';

const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  const fetched = existsSync(new URL('../node_modules/.bin', import.meta.url));
  process.stderr.write(
    `miachat: this is Node ${process.versions.node}, and MiaChat needs 24 or newer. ` +
      (fetched
        ? 'Start it with "npm start", which brings its own, or install Node 24.\n'
        : 'Run "npm ci" once, then "npm start", which brings its own; or install Node 24.\n'),
  );
  process.exit(8);
}
// Half the time to the first word is compiling; Node keeps what it compiled here.
modules.enableCompileCache?.();
const { main } = await import('../src/bot/main.ts');
await main(process.argv.slice(2));
