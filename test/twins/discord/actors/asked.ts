import {
  type APIApplicationCommandOptionChoice,
  type APIModalInteractionResponseCallbackData,
  InteractionResponseType as Kind,
} from 'discord-api-types/v10';
import { until } from '../../wait.ts';
import type { Core } from '../core.ts';
import { firstAnswerMs, type Interaction } from '../interactions/interactions.ts';
import { type ChatMessage, toChatMessage } from './chat-message.ts';

/** A modal on somebody's screen. */
export interface ShownModal {
  readonly title: string;
  /** What can be filled in, by label. */
  readonly fields: readonly string[];
  readonly data: APIModalInteractionResponseCallbackData;
  readonly interaction: Interaction;
}

/** How a click or command was first answered. */
export interface Outcome {
  readonly kind: 'message' | 'thinking' | 'updated' | 'acknowledged' | 'modal' | 'choices' | 'failed';
  /** The bot's answer, or the message that was changed. */
  readonly message?: ChatMessage;
  readonly modal?: ShownModal;
  readonly choices?: readonly APIApplicationCommandOptionChoice[];
  /** From the question to the first answer, on the virtual clock. */
  readonly ms: number;
}

/** Resolves at the first answer; a bot that does not answer within three seconds is `failed`. */
export type Asked = Promise<Outcome> & {
  /** The modal, where that is what comes. */
  readonly modal: Promise<ShownModal>;
  /** The answer in words, once it stands there. */
  readonly reply: Promise<ChatMessage>;
};

const kinds = new Map<Kind, Outcome['kind']>([
  [Kind.ChannelMessageWithSource, 'message'],
  [Kind.DeferredChannelMessageWithSource, 'thinking'],
  [Kind.UpdateMessage, 'updated'],
  [Kind.DeferredMessageUpdate, 'acknowledged'],
  [Kind.Modal, 'modal'],
  [Kind.ApplicationCommandAutocompleteResult, 'choices'],
]);

/** Follows what `raise` has begun. */
export function ask(core: Core, begin: () => Interaction): Asked {
  const started = (async () => begin())();
  const outcome = started.then((interaction) => firstAnswer(core, interaction));
  const modal = async (): Promise<ShownModal> => {
    const { modal: shown, kind } = await outcome;
    if (shown === undefined) throw new Error(`No modal came, but: ${kind}.`);
    return shown;
  };
  const reply = async (): Promise<ChatMessage> => {
    const interaction = await started;
    const { kind } = await outcome;
    const what = (): string => `No answer in words came; the first thing was: ${kind}.`;
    const message = await until(core, () => interaction.said.find(({ isLoading, isDeleted }) => !isLoading && !isDeleted), { what });
    return toChatMessage(core, message);
  };
  return Object.defineProperties(outcome, { modal: { get: modal }, reply: { get: reply } }) as Asked;
}

async function firstAnswer(core: Core, interaction: Interaction): Promise<Outcome> {
  const what = (): string => 'Neither an answer nor the end of three seconds came: does the clock stand still?';
  await until(core, () => (interaction.answered !== undefined || interaction.hasFailed ? true : undefined), {
    ms: firstAnswerMs * 4,
    what,
  });
  const { answered, original } = interaction;
  if (answered === undefined) return { kind: 'failed', ms: core.clock.now() - interaction.madeAt };
  return {
    kind: kinds.get(answered.type) ?? 'acknowledged',
    ms: answered.at - interaction.madeAt,
    ...(original === undefined ? {} : { message: toChatMessage(core, original) }),
    ...(answered.choices === undefined ? {} : { choices: answered.choices }),
    ...(answered.modal === undefined ? {} : { modal: toShown(answered.modal, interaction) }),
  };
}

function toShown(data: APIModalInteractionResponseCallbackData, interaction: Interaction): ShownModal {
  const fields = data.components.flatMap((part) =>
    'label' in part ? [part.label] : 'components' in part ? part.components.map((input) => input.label ?? input.custom_id) : [],
  );
  return { title: data.title, fields, data, interaction };
}
