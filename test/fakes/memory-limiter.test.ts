import { limiterContract } from '../contracts/limiter-contract.ts';
import { createFakeClock } from './fake-clock.ts';
import { createMemoryLimiter } from './memory-limiter.ts';

limiterContract('memory', () => {
  const clock = createFakeClock();
  let setBy = 0;
  return {
    limiter: createMemoryLimiter({ now: () => clock.now() + setBy, sleep: clock.sleep }),
    advance: (ms) => clock.advance(ms),
    setClock: (byMs) => {
      setBy += byMs;
    },
    close: () => undefined,
  };
});
