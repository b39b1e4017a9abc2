import { clockContract } from '../contracts/clock-contract.ts';
import { createFakeClock } from './fake-clock.ts';

clockContract('the fake clock', () => {
  const clock = createFakeClock();
  return { clock, pass: (ms) => clock.advance(ms) };
});
