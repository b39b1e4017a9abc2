import type { Message, Store } from '../ports/store.ts';

/** The person whose question stands at the beginning of this line: what can be done with an answer is theirs, whoever called for another one. */
export async function askerOf({ history, rooms }: Pick<Store, 'history' | 'rooms'>, line: string): Promise<string | undefined> {
  let message: Message | undefined = await history.message(line);
  while (message?.author.kind === 'personality' && message.parent !== undefined) message = await history.message(message.parent);
  return message?.author.kind === 'participant' ? (await rooms.person(message.author.id))?.id : undefined;
}
