export { createLimiter } from './create-limiter.ts';
