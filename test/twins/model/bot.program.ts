import { main } from '../../../src/bot/main.ts';
import { wirePart } from './wire-provider.ts';

// The bot as it is, with one provider more: the test's own model server.
await main(process.argv.slice(2), { providers: [wirePart] });
