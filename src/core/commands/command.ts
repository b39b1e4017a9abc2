import type { Answer, CommandCall } from '../answers/answer.ts';
import type { ParticipantId, RoomId } from '../ids.ts';
import type { SummaryKey, TextArgs, TextKey } from '../texts/say.ts';

/** What a command may ask of the engine; each command's `run` takes only what it needs of it. */
export interface CommandNeeds {
  /** Stops the answer being written in this room. False: none was. */
  stop(room: RoomId): boolean;
  /** A sentence of the bot itself in the caller's language. */
  text<Key extends TextKey>(key: Key, args: TextArgs<Key>): string;
  /** Every command there is, by name. */
  readonly commands: readonly Command[];
}

/** A call on its way: what is asked, where and by whom. */
export interface Call extends CommandCall {
  readonly room: RoomId;
  readonly participant: ParticipantId;
}

/** What `src/core/commands/<name>/index.ts` exports as its default: data and a function that answers. It never sends. */
export interface Command {
  readonly name: string;
  /** One line for lists. */
  readonly summary: SummaryKey;
  /** Words that may follow the name; empty when it takes none. */
  readonly subcommands: readonly string[];
  run(call: Call, needs: CommandNeeds): AsyncIterable<Answer>;
}
