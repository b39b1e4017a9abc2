import type { PromptMessage } from '../../../core/ports/provider.ts';

/** Where somebody has to have spoken, and nobody has. */
const silence: PromptMessage = { role: 'user', text: '…' };

/**
 * The same talk in the order that the strictest of templates takes, and many servers refuse any other: one system message, at the beginning;
 * then people and character in turn, people first. What the system says later goes along with the line before it, marked as said by nobody.
 */
export function toStrictTurns(messages: readonly PromptMessage[]): readonly PromptMessage[] {
  const begin = messages.findIndex(({ role }) => role !== 'system');
  const head = messages.slice(0, begin === -1 ? messages.length : begin);
  const talk = (begin === -1 ? [] : messages.slice(begin)).map(asSpoken);
  const first = head.length === 0 ? [] : [{ role: 'system', text: head.map(({ text }) => text).join('\n\n') } as const];
  return [...first, ...inTurn(talk[0]?.role === 'user' ? talk : [silence, ...talk])];
}

/** Nobody else may speak as the system does. */
function asSpoken(message: PromptMessage): PromptMessage {
  if (message.role === 'system') return { role: 'user', text: `<context>\n${message.text}\n</context>` };
  return { ...message, text: message.text.replaceAll(/<(?=\/?context\b)/gi, '‹') };
}

function inTurn(talk: readonly PromptMessage[]): readonly PromptMessage[] {
  const turns: PromptMessage[] = [];
  for (const { role, text, images = [] } of talk) {
    const last = turns.at(-1);
    if (last?.role !== role) turns.push({ role, text, images });
    else turns.splice(-1, 1, { role, text: `${last.text}\n\n${text}`, images: [...(last.images ?? []), ...images] });
  }
  return turns;
}
