import { vi } from 'vitest';
import { limiterContract } from '../../../test/contracts/limiter-contract.ts';
import { createLimiter } from './index.ts';

limiterContract('rate-limiter-flexible', () => {
  vi.useFakeTimers();
  return {
    limiter: createLimiter(),
    advance: async (ms) => void (await vi.advanceTimersByTimeAsync(ms)),
    setClock: (byMs) => vi.setSystemTime(Date.now() + byMs),
    close: () => void vi.useRealTimers(),
  };
});
