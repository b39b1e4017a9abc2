import { monitorEventLoopDelay } from 'node:perf_hooks';
import { main } from '../../src/bot/main.ts';
import { wirePart } from '../twins/model/wire-provider.ts';

// The bot as it is, with the bench's model; when it is asked it tells how late its loop came to its timers.
const resolution = 10;
const delay = monitorEventLoopDelay({ resolution });
process.on('message', (asked) => {
  if (asked === 'begin') {
    delay.reset();
    delay.enable();
    return;
  }
  delay.disable();
  const late = (percentile: number): number => Math.max(0, delay.percentile(percentile) / 1e6 - resolution);
  process.send?.({ p50: late(50), p99: late(99), max: Math.max(0, delay.max / 1e6 - resolution) });
});
await main(process.argv.slice(2), { providers: [wirePart] });
