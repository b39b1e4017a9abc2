import { InteractionType, InteractionResponseType as Kind, MessageFlags, MessageType } from 'discord-api-types/v10';
import type { Core } from '../core.ts';
import { note, readBody } from '../message/body.ts';
import { createMessage, editMessage, referenceTo } from '../message/compose.ts';
import type { Upload } from '../message/store-file.ts';
import type { TwinMessage } from '../state/world.ts';
import type { Interaction } from './interactions.ts';

export interface Said {
  readonly body: unknown;
  readonly files: readonly Upload[];
  readonly route: string;
}

/** Writes a message in answer to an interaction: the first one, or one that follows. */
export function sayTo(core: Core, interaction: Interaction, { body: raw, files, route }: Said): TwinMessage {
  const body = readBody(raw, 'reply');
  note(core, route, body);
  const message = createMessage(core, {
    channel: interaction.channel,
    author: core.bot,
    body,
    files,
    seenBy: isPrivate(interaction, body.flags ?? 0) ? interaction.userId : undefined,
    more: frame(core, interaction),
  });
  interaction.said.push(message);
  return message;
}

/** Announces an answer: "is thinking". */
export function announceAnswer(core: Core, interaction: Interaction, flags: number): TwinMessage {
  const message = createMessage(core, {
    channel: interaction.channel,
    author: core.bot,
    body: {},
    isLoading: true,
    seenBy: isPrivate(interaction, flags) ? interaction.userId : undefined,
    more: frame(core, interaction),
  });
  interaction.said.push(message);
  return message;
}

export function changeAnswer(core: Core, message: TwinMessage, { body: raw, files, route }: Said): void {
  const body = readBody(raw, 'editReply', message.data.flags);
  note(core, route, body);
  editMessage(core, message, { body, files });
}

const isPrivate = (interaction: Interaction, flags: number): boolean =>
  interaction.isForcedPrivate || (flags & MessageFlags.Ephemeral) !== 0;

/** What tells an answer to an interaction from other messages. */
function frame(core: Core, interaction: Interaction) {
  const isFirst = interaction.original === undefined;
  const hangsOn = isFirst ? interaction.source : interaction.original;
  const type =
    hangsOn !== undefined
      ? MessageType.Reply
      : interaction.type !== InteractionType.ApplicationCommand
        ? MessageType.Default
        : interaction.isMenu
          ? MessageType.ContextMenuCommand
          : MessageType.ChatInputCommand;
  return {
    type,
    webhook_id: core.bot.id,
    application_id: core.bot.id,
    interaction_metadata: interaction.metadata,
    ...(hangsOn === undefined ? {} : { message_reference: referenceTo(hangsOn) }),
  };
}

/** Which first answers Discord takes for which interaction. */
export function allowedAnswers(interaction: Interaction): readonly Kind[] {
  const talks = [Kind.ChannelMessageWithSource, Kind.DeferredChannelMessageWithSource];
  switch (interaction.type) {
    case InteractionType.ApplicationCommand:
      return [...talks, Kind.Modal];
    case InteractionType.MessageComponent:
      return [...talks, Kind.DeferredMessageUpdate, Kind.UpdateMessage, Kind.Modal];
    case InteractionType.ModalSubmit:
      return interaction.source === undefined ? talks : [...talks, Kind.DeferredMessageUpdate, Kind.UpdateMessage];
    case InteractionType.ApplicationCommandAutocomplete:
      return [Kind.ApplicationCommandAutocompleteResult];
    default:
      return [];
  }
}
