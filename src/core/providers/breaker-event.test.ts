import { describe, expect, it } from 'vitest';
import { type AttemptEnd, breakerEvent, breakerScopes } from './breaker-event.ts';

const told = (outcome: AttemptEnd['outcome']): readonly string[] => breakerScopes.map((scope) => breakerEvent(scope, { outcome }, 0).type);

describe('what an attempt tells its endpoint, its credential and its model', () => {
  it.each([
    ['ok', ['succeeded', 'succeeded', 'succeeded']],
    ['left', ['left', 'left', 'left']],
    ['provider-unreachable', ['failed', 'left', 'left']],
    ['provider-failed', ['failed', 'left', 'left']],
    ['provider-timeout', ['failed', 'left', 'left']],
    ['provider-auth', ['succeeded', 'failed', 'left']],
    ['provider-quota', ['succeeded', 'failed', 'left']],
    ['provider-limit', ['succeeded', 'failed', 'left']],
    ['model-missing', ['succeeded', 'left', 'failed']],
    ['wish-refused', ['succeeded', 'succeeded', 'succeeded']],
    ['context-too-long', ['succeeded', 'succeeded', 'succeeded']],
    ['provider-truncated', ['left', 'left', 'left']],
    ['bug', ['left', 'left', 'left']],
  ] as const)('%s', (outcome, expected) => {
    expect(told(outcome)).toEqual(expected);
  });

  it('how long the other side said to wait goes to whom it was said', () => {
    const end = { outcome: 'provider-limit', retryAfterMs: 7_000 } as const;
    expect(breakerEvent('credential', end, 0.5)).toEqual({ type: 'failed', random: 0.5, retryAfterMs: 7_000 });
  });
});
