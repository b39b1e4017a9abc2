import { clockContract } from '../../test/contracts/clock-contract.ts';
import { systemClock } from './system-clock.ts';

clockContract('the system clock', () => ({ clock: systemClock, pass: async () => undefined }));
