import { setTimeout as sleep } from 'node:timers/promises';
import { behind, type ChatMessage } from '../twins/discord/actors/chat-message.ts';
import type { Room } from '../twins/discord/actors/room.ts';

/** What a message says, without the bot's own small lines. */
export function wordsOf({ content }: Pick<ChatMessage, 'content'>): string {
  return content
    .split('\n')
    .filter((line) => !line.startsWith('-# '))
    .join('\n')
    .trim();
}

/** The moments at which a message appeared and changed, in the twin's milliseconds. */
export function changesOf(message: ChatMessage): readonly number[] {
  const { past, data } = behind(message);
  return [...past, data].map(({ edited_timestamp, timestamp }) => Date.parse(edited_timestamp ?? timestamp));
}

/** The bot's messages in a room that begin with this tag and stand there. */
export function answersWith(room: Room, tag: string): readonly ChatMessage[] {
  return room.messages().filter((message) => wordsOf(message).split(' ')[0] === tag);
}

/** Waits for an answer in its last form: with what can be done with a whole one; while it grows there is only Stop. Undefined when it never comes. */
export async function finished(room: Room, tag: string, patienceMs: number): Promise<ChatMessage | undefined> {
  const end = performance.now() + patienceMs;
  while (performance.now() < end) {
    const answer = answersWith(room, tag).find(({ labels }) => labels.some((label) => label.endsWith('Retry')));
    if (answer !== undefined) return answer;
    await sleep(20);
  }
  return undefined;
}
