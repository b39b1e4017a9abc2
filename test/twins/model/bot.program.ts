import { main } from '../../../src/bot/main.ts';
import { keyedPart } from './keyed-provider.ts';
import { wirePart } from './wire-provider.ts';

// The bot as it is, with two providers more: the test's own model server, and one that takes people's keys.
await main(process.argv.slice(2), { providers: [wirePart, keyedPart] });
