import type { ShownAction } from '../answers/action.ts';
import type { Answer } from '../answers/answer.ts';
import type { Choice } from '../answers/choice.ts';
import type { Form } from '../answers/form.ts';
import type { Json } from '../answers/json.ts';
import type { NamedCommand } from '../commands/command-book.ts';
import type { ErrorCode } from '../errors.ts';
import type { Inbox } from '../events/inbound-event.ts';
import type { ParticipantId, Ref, RoomId } from '../ids.ts';
import type { Receipt } from '../prompting/receipt.ts';
import type { Say } from '../texts/say.ts';
import type { AdapterState } from './adapter-state.ts';
import type { Clock } from './clock.ts';
import type { Logger } from './logger.ts';
import type { PromptImage } from './provider.ts';

/** Plain numbers and words about a platform; what it *can do* is told by which optional methods it has. */
export interface PlatformFacts {
  /** Longest body it shows in one piece, UTF-16 units. */
  readonly maxLength: number;
  readonly dialect: 'plain' | 'markdown';
  /** How long sending again with the same key is recognised as the same; 0 never, Infinity for ever. */
  readonly keyLifetimeMs: number;
  /** It reports with a `seen` event what has arrived; until then a delivery counts as on its way. */
  readonly confirms: boolean;
  /** A rehearsal (no model) may be shown here to anybody. */
  readonly rehearsals: boolean;
  /** Who may talk as long as the operator has named nobody: participant patterns; absent: everyone. */
  readonly guests?: readonly string[];
  /** People come in through the machine itself. */
  readonly isLocal?: boolean;
  /** Who sits at the machine itself, where that is how people come in: an operator. */
  readonly operator?: ParticipantId;
}

export interface RoomFacts {
  readonly kind: 'dm' | 'room';
  /** Present participants other than the bot; undefined when the platform cannot tell. */
  readonly members?: readonly ParticipantId[];
  /** Who may decide for the room, as far as the platform can tell; absent: nobody but the operator (at the machine itself: everyone). */
  readonly admins?: readonly ParticipantId[];
  readonly community?: string;
  /** The room this one is a thread of: its settings hold here too. */
  readonly parent?: RoomId;
  /** The platform lets only adults in. */
  readonly ageRestricted?: boolean;
  /** Rights the bot lacks there, as the platform's people know them, e.g. `Send Messages in Threads`. */
  readonly missingRights?: readonly string[];
}

export interface Target {
  readonly room: RoomId;
  /** The message being answered. */
  readonly replyTo?: Ref;
}

interface Addressed {
  /** Id of the inbound event that caused it; null when nothing did. */
  readonly to: string | null;
}

/** A personality's words. Sentences of the bot itself never stand in `text`. */
export interface OutgoingReply extends Addressed {
  readonly kind: 'reply';
  /** Earlier events answered by the same reply. */
  readonly joined: readonly string[];
  readonly personality: { readonly id: string; readonly name: string };
  /** A word that must stand beside every such reply, e.g. `script`. */
  readonly label?: string;
  readonly text: string;
  readonly variant: number;
  /** What can be done with it; while it is still being written: stop. */
  readonly actions?: readonly ShownAction[];
  /** Absent while it is still being written. */
  readonly end?: { readonly finish: Finish; readonly receipt: Receipt };
}

export type Finish = 'stop' | 'length' | 'refusal' | 'cancelled' | 'interrupted';

export interface OutgoingNotice extends Addressed {
  readonly kind: 'notice';
  readonly text: string;
  readonly actions?: readonly ShownAction[];
}

export interface OutgoingAnswer extends Addressed {
  readonly kind: 'answer';
  /** Without its actions: those stand beside it with their tokens. */
  readonly answer: Answer;
  readonly actions?: readonly ShownAction[];
  /** Only whoever asked is to see it, where the platform can do that. */
  readonly isPrivate?: boolean;
  /** The last answer stays; earlier ones are replaced by it. */
  readonly last: boolean;
}

export interface OutgoingError extends Addressed {
  readonly kind: 'error';
  readonly code: ErrorCode;
  readonly field?: string;
  readonly message: string;
  /** What had been shown of the reply when it failed. */
  readonly partial?: string;
  readonly actions?: readonly ShownAction[];
}

export type Outgoing = OutgoingReply | OutgoingNotice | OutgoingAnswer | OutgoingError;

/** What somebody is typing, so that the engine can suggest how it may go on: a whole line, or the value of one option. */
export type Typing = {
  readonly room: RoomId;
  readonly participant: ParticipantId;
  readonly locale?: string;
} & (
  | { readonly line: string }
  | { readonly command: string; readonly option: string; readonly typed: string; readonly args: Readonly<Record<string, Json>> }
);

/** At most 25 suggestions, from the store only, never through the inbox. For a line, `value` is the whole line as it would be. */
export type Complete = (typing: Typing) => Promise<readonly Choice[]>;

export interface Platform {
  readonly name: string;
  /** Under which account it is connected, e.g. `terminal:local`; the `account` of its events. */
  readonly account: string;
  readonly facts: PlatformFacts;

  /** Connects and hands every event to `inbox`; resolves when connected and synced. Its own and other bots' events never reach the inbox. */
  start(inbox: Inbox, complete: Complete): Promise<void>;
  /** Takes no more events, ends every timer and socket. */
  stop(): Promise<void>;
  /** False while it has lost the other side and tries to come back. Absent: it cannot lose it. */
  isConnected?(): boolean;
  /** Shows something new. Called again with the same key within `keyLifetimeMs`, it shows nothing twice. */
  send(target: Target, message: Outgoing, key: string): Promise<Ref>;
  /** Looks for what an earlier, possibly crashed, run has sent with this key. */
  find(target: Target, trace: { readonly key: string; readonly cause: Ref | undefined; readonly since: number }): Promise<Ref | undefined>;
  describe(room: RoomId): Promise<RoomFacts>;

  /**
   * Its presence turns live streaming on. Resolves when the next edit may come: the platform sets the pace. `signal`: nothing more of this
   * kind will come, so it resolves as soon as nothing is under way.
   */
  edit?(
    target: Target,
    message: Outgoing,
    shown: { readonly ref: Ref; readonly key: string; readonly signal?: AbortSignal },
  ): Promise<void>;
  remove?(target: Target, ref: Ref): Promise<void>;
  /** Takes away what somebody else wrote. False: we may not, there. */
  takeAway?(target: Target, ref: Ref): Promise<boolean>;
  /** Makes every command known where the platform has commands of its own; writes only what changed. */
  publishCommands?(commands: readonly NamedCommand[]): Promise<void>;
  /** Shows a form in the platform's own way; without it the engine's wizard asks by text. Its submit comes back as `formSubmitted`. */
  presentForm?(target: Target, form: Form, shown: { readonly to: string | null; readonly key: string }): Promise<Ref>;
  /**
   * The thread that begins with this message, as the room it is or will be: it opens when something is first shown there, and may be called
   * after the message's text. Undefined: none can begin there. Without a text nobody means to open it: what became of the message is told,
   * and it is held there if it ever was. Asks nobody.
   */
  threadOn?(message: { readonly room: RoomId; readonly ref: Ref; readonly text?: string }): RoomId | undefined;
  /** The pictures that came with a message, fetched anew each time; for models that see. They are never stored. */
  pictures?(target: Target, ref: Ref): Promise<readonly PromptImage[]>;
  /** The text a menu was opened on (`target` of a command), for as long as it is being answered: somebody else's words, never to be stored or learned. */
  quote?(target: Target, ref: Ref): Promise<string | undefined>;
  /** Shows that an answer is being made, until the first text or `on: false`. */
  typing?(target: Target, on: boolean): Promise<void>;
}

/** Who answers and through what, for greetings and the probe's first line. */
export interface Front {
  readonly personality: { readonly id: string; readonly name: string };
  readonly provider: string;
  readonly model: string;
  readonly label?: string;
  /** What was found at the start, for people: server, model, window, how far words travel. */
  lines(language: string): readonly string[];
  /** The personality's greeting for a first meeting, in the asked language. */
  greeting(language: string): string;
}

/** What a platform folder's `create()` gets. */
export interface PlatformSetup<Settings = unknown> {
  readonly settings: Settings;
  readonly flags: Readonly<Record<string, boolean>>;
  /** Whom the operator has named as those who may talk, participant patterns of any platform; absent: nobody was named. */
  readonly allow?: readonly string[];
  readonly logger: Logger;
  readonly clock: Clock;
  readonly state: AdapterState;
  readonly say: Say;
  readonly front: Front;
  /** Where the data lives, for people to read. */
  readonly dataFolder: string;
  readonly version: string;
  /** Milliseconds since the process began. */
  uptime(): number;
  /** The person asks the whole bot to end; `code` is the exit code after draining (0) or at once (130). */
  leave(code: 0 | 130): void;
  /** Resolves when nothing is waiting or being answered any more. */
  idle(): Promise<void>;
  /** The platform cannot go on, and only the operator can mend it: the bot ends with the error's exit code. */
  fail?(error: Error): void;
}
