import type { Call } from '../commands/call.ts';
import type { Personality } from '../personalities/personality.ts';
import type { ConversationPlace, Message } from '../ports/store.ts';

/**
 * What commands do with the talk itself. Each but `stop` and `choose` puts the command's own turn into the talk lane, to end there with a
 * reply; the command then answers `{ kind: 'talk', turn: call.turn }`.
 */
export interface TalkControls {
  /** Stops the answer being written in this room. False: none was. */
  stop(call: Call): boolean;
  /** The caller's words, as if they had written them; `personality` answers if it is given. */
  say(call: Call, text: string, personality?: string): Promise<void>;
  /**
   * Another answer to the same question: a new variant of `reply`, the former one stays. Of a question itself: whoever was asked answers it
   * anew. When something was said since, it opens a branch.
   */
  retry(call: Call, message: Message): Promise<void>;
  /** The reply goes on. */
  continue(call: Call, reply: Message): Promise<void>;
  /**
   * The caller's own message with another text. `follows`: it is being answered, and the answer will be to the new text; the command's own
   * turn ends without one.
   */
  edit(call: Call, message: Message, text: string): Promise<'talk' | 'follows'>;
  /** Shows another variant in the place of a reply. */
  choose(call: Call, reply: Message): Promise<void>;
  /** The caller's message is answered by a turn of its own, once; the reply is told apart by the message, not by this call. */
  takeUp(call: Call, message: Message): Promise<void>;
  /** The last lines of the conversation going on here with the personality that answers the caller, oldest first. */
  path(call: Pick<Call, 'caller'>, limit: number): Promise<readonly Message[]>;
  /** What a personality that is not saved yet would say to this: the whole text so far, again and again. Never stored. Undefined: no model thinks here. */
  sample(call: Pick<Call, 'caller'>, personality: Personality, question: string): Promise<AsyncIterable<string> | undefined>;
  /** Where the conversation going on here lives: the room's, or in a private chat the caller's with the personality that answers there. */
  place(call: Pick<Call, 'caller'>): Promise<ConversationPlace>;
}
