import type { Outgoing, OutgoingReply } from '../../../core/ports/platform.ts';

/** The JSON line of something whole; pieces of a growing reply are `toDelta`'s. */
export function toProbeLine(message: Outgoing, key: string): object | undefined {
  switch (message.kind) {
    case 'reply':
      return message.end === undefined ? undefined : toReply(message, message.end, key);
    case 'answer':
      return { type: 'answer', to: message.to, last: message.last, answer: message.answer, actions: [] };
    case 'notice':
      return { type: 'notice', to: message.to, text: message.text };
    case 'error': {
      const { to, code, field, partial, message: text } = message;
      return {
        type: 'error',
        to,
        code,
        ...(field === undefined ? {} : { field }),
        ...(partial === undefined ? {} : { key, partial }),
        message: text,
      };
    }
  }
}

function toReply(
  { to, joined, personality, text, variant }: OutgoingReply,
  { finish, receipt }: NonNullable<OutgoingReply['end']>,
  key: string,
): object {
  return { type: 'reply', to, joined, key, personality: personality.id, text, variant, finish, receipt, actions: [] };
}

/** What is new of a growing reply; `at` counts UTF-16 units already told, 0 starts anew. */
export function toDelta(reply: OutgoingReply, key: string, told: string): object | undefined {
  const at = reply.text.startsWith(told) ? told.length : 0;
  const text = reply.text.slice(at);
  return text === '' ? undefined : { type: 'delta', to: reply.to, key, at, text };
}
