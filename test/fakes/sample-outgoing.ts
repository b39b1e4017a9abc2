import type { Outgoing, OutgoingReply } from '../../src/core/ports/platform.ts';
import { sampleReceipt } from './sample-receipt.ts';

/** A reply of Mia's, growing or whole. */
export function replyOf(
  text: string,
  { to = null, isEnd = true }: { readonly to?: string | null; readonly isEnd?: boolean } = {},
): OutgoingReply {
  const frame = { kind: 'reply', to, joined: [], personality: { id: 'mia', name: 'Mia' }, text, variant: 1 } as const;
  return isEnd ? { ...frame, end: { finish: 'stop', receipt: sampleReceipt } } : frame;
}

/** An answer of a command's, the last of its call. */
export const answerOf = (to: string, body: string, more: Partial<Outgoing & { kind: 'answer' }> = {}): Outgoing => ({
  kind: 'answer',
  to,
  answer: { kind: 'text', body },
  last: true,
  ...more,
});
