import type {
  APIApplicationCommandOptionChoice,
  APIMessageInteractionMetadata,
  APIModalInteractionResponseCallbackData,
  InteractionResponseType,
  InteractionType,
} from 'discord-api-types/v10';
import type { TwinChannel, TwinMessage } from '../state/world.ts';

/** How long the first answer may take, and how long the token lives. */
export const firstAnswerMs = 3000;
export const tokenMs = 15 * 60_000;
/** More follow-ups a bot has not where it is no member. */
export const strangerFollowUps = 5;

export interface Answered {
  readonly type: InteractionResponseType;
  readonly at: number;
  readonly modal?: APIModalInteractionResponseCallbackData;
  readonly choices?: readonly APIApplicationCommandOptionChoice[];
}

/** Something a person did that the bot has to answer. */
export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly madeAt: number;
  readonly userId: string;
  readonly channel: TwinChannel;
  /** A menu entry, not a slash command. */
  readonly isMenu: boolean;
  /** Only the person has installed the application; the bot is no member. */
  readonly isForeign: boolean;
  /** Its answers are for the person's eyes only, whatever the bot wants. */
  readonly isForcedPrivate: boolean;
  /** What a button, select or modal hangs on. */
  readonly source: TwinMessage | undefined;
  readonly metadata: APIMessageInteractionMetadata;
  answered: Answered | undefined;
  /** What `@original` means. */
  original: TwinMessage | undefined;
  followUps: number;
  /** Everything said by it, for the person's view. */
  readonly said: TwinMessage[];
  /** Nobody answered in time. */
  hasFailed: boolean;
}

export interface Interactions {
  /** By id. */
  readonly all: Map<string, Interaction>;
}

export const createInteractions = (): Interactions => ({ all: new Map() });

export const byToken = ({ all }: Interactions, token: string): Interaction | undefined =>
  [...all.values()].find((one) => one.token === token);
