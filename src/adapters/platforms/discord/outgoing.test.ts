import { MessageFlags } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { sampleReceipt } from '../../../../test/fakes/sample-receipt.ts';
import type { Outgoing } from '../../../core/ports/platform.ts';
import { createSay } from '../../../core/texts/create-say.ts';
import { toPayloads } from './outgoing.ts';

const view = { say: createSay(), locale: 'en', name: 'Mia' };
const frame = { kind: 'reply', to: '1', joined: [], personality: { id: 'mia', name: 'Mia' }, variant: 1 } as const;
const contents = (message: Outgoing): readonly (string | undefined)[] =>
  toPayloads(message, view).map(({ body }) => body.content ?? undefined);

describe('what goes out', () => {
  it('is a finished reply to the letter, with link previews', () => {
    const [only] = toPayloads({ ...frame, text: 'a **b\n`c', end: { finish: 'stop', receipt: sampleReceipt } }, view);
    expect(only?.body.content).toBe('a **b\n`c');
    expect(only?.body.flags).toBe(0);
  });

  it('is a growing reply with its marks closed and without link previews', () => {
    const [only] = toPayloads({ ...frame, text: 'a **b' }, view);
    expect(only?.body.content).toBe('a **b**');
    expect(only?.body.flags).toBe(MessageFlags.SuppressEmbeds);
  });

  it.each([
    ['another personality by its name', { personality: { id: 'juno', name: 'Juno' } }, '-# Juno\nhi'],
    ['a script by its label', { label: 'script' }, '-# Mia (script)\nhi'],
    ['a stopped one by a sign', { end: { finish: 'cancelled', receipt: sampleReceipt } as const }, 'hi\n-# ⏹'],
  ])('tells %s', (_what, more, content) => {
    expect(contents({ ...frame, text: 'hi', end: { finish: 'stop', receipt: sampleReceipt }, ...more })).toEqual([content]);
  });

  it('pings nobody, whatever it is', () => {
    const all: readonly Outgoing[] = [
      { ...frame, text: '@everyone' },
      { kind: 'notice', to: null, text: '@here' },
      { kind: 'error', to: null, code: 'bug', message: '@everyone' },
      { kind: 'answer', to: null, answer: { kind: 'text', body: '<@&1>' }, last: true },
    ];
    for (const { body } of all.flatMap((message) => toPayloads(message, view))) expect(body.allowed_mentions).toEqual({ parse: [] });
  });

  it('makes the bot’s own sentences small, line by line', () => {
    expect(contents({ kind: 'notice', to: null, text: 'one\n\ntwo' })).toEqual(['-# one\n\n-# two']);
    expect(contents({ kind: 'error', to: null, code: 'bug', message: 'broken', partial: 'half a **word' })).toEqual([
      'half a **word**\n-# broken',
    ]);
  });

  it('puts five buttons in a row, with the token and nothing else behind them', () => {
    const actions = ['1', '2', '3', '4', '5', '6'].map((token) => ({ token, label: 'x'.repeat(90), icon: 'retry' }) as const);
    const [only] = toPayloads({ ...frame, text: 'hi', end: { finish: 'stop', receipt: sampleReceipt }, actions }, view);
    const rows = JSON.parse(JSON.stringify(only?.body.components)) as { components: { custom_id: string; label: string }[] }[];
    expect(rows.map(({ components }) => components.length)).toEqual([5, 1]);
    expect(rows[0]?.components[0]?.custom_id).toBe('a:1');
    expect(rows[0]?.components[0]?.label).toHaveLength(80);
  });

  it('splits a long answer and keeps its buttons under the last part', () => {
    const actions = [{ token: 't', label: 'Show', icon: 'show' }] as const;
    const body = Array.from({ length: 60 }, (_, line) => `${line} ${'word '.repeat(18)}`).join('\n');
    const parts = toPayloads({ kind: 'answer', to: null, answer: { kind: 'text', body }, actions, last: true }, view);
    expect(parts.length).toBeGreaterThan(1);
    for (const { body: part } of parts) expect(part.content?.length).toBeLessThanOrEqual(2000);
    expect(parts.map(({ body: part }) => part.components?.length)).toEqual([...parts.slice(1).map(() => 0), 1]);
  });

  it('turns a very long answer into its beginning and a file with all of it', () => {
    const body = 'word '.repeat(4000);
    const parts = toPayloads({ kind: 'answer', to: null, answer: { kind: 'text', body }, last: true }, view);
    expect(parts).toHaveLength(1);
    expect(parts[0]?.files[0]?.data.toString('utf8')).toBe(body);
    expect(parts[0]?.body.content?.length).toBeLessThanOrEqual(2000);
  });

  it('shows a long broken reply whole, and the sentence under its end', () => {
    const partial = 'word '.repeat(700);
    const parts = contents({ kind: 'error', to: null, code: 'provider-truncated', message: 'It broke off.', partial });
    expect(parts.length).toBe(2);
    expect(parts.at(-1)).toMatch(/\n-# It broke off\.$/);
    expect(parts.join(' ').match(/word/g)).toHaveLength(700);
  });

  it('shows nothing for an answer that only says that a reply follows', () => {
    expect(contents({ kind: 'answer', to: '1', answer: { kind: 'talk', turn: 't' }, last: true })).toEqual([]);
  });
});
