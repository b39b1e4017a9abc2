import type { CommandCall } from '../answers/command-call.ts';
import type { Json } from '../answers/json.ts';
import type { ParticipantId, Ref, RoomId } from '../ids.ts';

/** Who calls, from where, with which rights: looked up anew for each call, never remembered. */
export interface Caller {
  readonly participant: ParticipantId;
  /** The person behind the participant; rows belong to persons. */
  readonly person: string;
  /** What to call them where people read it. */
  readonly name: string;
  /** `en`, `de`: what the bot's own sentences are in. */
  readonly language: 'en' | 'de';
  readonly room: RoomId;
  readonly roomKind: 'dm' | 'room';
  readonly isOperator: boolean;
  readonly isRoomAdmin: boolean;
  /** A thread can begin with a message of that room. */
  readonly hasThreads: boolean;
  /** Forms are the platform's own there, and only they see what they fill in; otherwise it is typed where they are. */
  readonly hasForms: boolean;
  /** They sit at the machine that the bot runs on. */
  readonly isLocal: boolean;
  /** Rights that the bot lacks in that room, as the platform's people know them; absent: none that is known. */
  readonly missingRights?: readonly string[];
}

/** A call on its way: read, checked against the command's options, with who makes it. */
export interface Call extends CommandCall {
  /** The full name, e.g. `personality use`. */
  readonly command: string;
  /** By option, of the option's kind: text, number or flag. */
  readonly args: Readonly<Record<string, Json>>;
  readonly caller: Caller;
  /** The turn that carries it; answers and talk belong to it. */
  readonly turn: string;
  /** It was pressed where something is shown: what changes there needs no further words. */
  readonly isPressed?: boolean;
  /** The message a menu entry was opened on. */
  readonly target?: Ref;
  /** The id of that message where it began a thread and is held there, not in the room of the call. */
  readonly startOfThread?: string;
  /** What a form brought that is no option of the command, by field. */
  readonly values?: Readonly<Record<string, Json>>;
  /** The revision the form was made from. */
  readonly revision?: number;
  /** The form is still being filled in: keep it as a draft, apply nothing. */
  readonly isPartial: boolean;
}

/** The text of an option; undefined when it was not given. */
export function textOf({ args }: Pick<Call, 'args'>, option: string): string | undefined {
  const value = args[option];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}
