import { type APIModalInteractionResponseCallbackData, InteractionResponseType as Kind, MessageFlags } from 'discord-api-types/v10';
import { z } from 'zod';
import type { Core } from '../core.ts';
import { type Call, done, ok, type Reply, type Route } from '../http/route.ts';
import { allowedAnswers, announceAnswer, changeAnswer, sayTo } from '../interactions/answer-message.ts';
import { firstAnswerMs, type Interaction } from '../interactions/interactions.ts';
import { forBot } from '../message/for-bot.ts';
import { Codes, Refusal, refuseField } from '../refusal.ts';
import { checkForm } from '../schemas/check-form.ts';
import { modal as modalForm } from '../schemas/modal.ts';
import type { TwinMessage } from '../state/world.ts';

const frame = z.strictObject({ type: z.int(), data: z.unknown().optional() });
const choices = z.strictObject({
  choices: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(100),
        name_localizations: z.record(z.string(), z.string()).nullish(),
        value: z.union([z.string().max(100), z.number()]),
      }),
    )
    .max(25),
});
const deferral = z.strictObject({ flags: z.union([z.literal(0), z.literal(MessageFlags.Ephemeral)]).nullish() }).optional();

function answer(call: Call): Reply {
  const { core, param } = call;
  const interaction = core.interactions.all.get(param('interaction'));
  if (interaction === undefined || interaction.token !== param('token')) throw new Refusal(Codes.UnknownInteraction);
  if (interaction.answered !== undefined) throw new Refusal(Codes.InteractionHasAlreadyBeenAcknowledged);
  if (core.clock.now() - interaction.madeAt > firstAnswerMs) throw new Refusal(Codes.UnknownInteraction);
  const { type } = checkForm<{ readonly type: Kind }>(frame, call.body);
  if (!allowedAnswers(interaction).includes(type))
    throw refuseField(['type'], {
      code: 'BASE_TYPE_CHOICES',
      message: `Value must be one of {${allowedAnswers(interaction).join(', ')}}.`,
    });
  const message = perform(call, interaction, type);
  core.world.changed();
  return call.query.get('with_response') === 'true' ? ok(receipt(core, interaction, message)) : done;
}

/** Does what the answer says; only then the interaction counts as answered. */
function perform({ core, route, body, files }: Call, interaction: Interaction, type: Kind): TwinMessage | undefined {
  const { data } = body as { readonly data?: unknown };
  const said = { body: data, files, route };
  const settle = (more: object = {}): void => {
    interaction.answered = { type, at: core.clock.now(), ...more };
  };
  switch (type) {
    case Kind.ChannelMessageWithSource:
      interaction.original = sayTo(core, interaction, said);
      settle();
      return interaction.original;
    case Kind.DeferredChannelMessageWithSource: {
      const wanted = checkForm<{ readonly flags?: number } | undefined>(deferral, data);
      interaction.original = announceAnswer(core, interaction, wanted?.flags ?? 0);
      settle();
      return interaction.original;
    }
    case Kind.UpdateMessage:
      if (interaction.source !== undefined) changeAnswer(core, interaction.source, said);
      interaction.original = interaction.source;
      settle();
      return interaction.source;
    case Kind.DeferredMessageUpdate:
      interaction.original = interaction.source;
      settle();
      return undefined;
    case Kind.ApplicationCommandAutocompleteResult:
      settle({ choices: checkForm<{ readonly choices: unknown }>(choices, data).choices });
      return undefined;
    default:
      settle({ modal: checkForm<APIModalInteractionResponseCallbackData>(modalForm, data) });
      return undefined;
  }
}

function receipt(core: Core, interaction: Interaction, message: TwinMessage | undefined): unknown {
  const isOwn = message !== undefined && message !== interaction.source;
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      ...(isOwn
        ? {
            response_message_id: message.data.id,
            response_message_loading: message.isLoading,
            response_message_ephemeral: message.seenBy !== undefined,
          }
        : {}),
    },
    resource: { type: interaction.answered?.type, ...(message === undefined ? {} : { message: forBot(core, message, true) }) },
  };
}

/** The first answer to an interaction. */
export const callbackRoutes: readonly Route[] = [
  { method: 'POST', path: '/interactions/:interaction/:token/callback', isOpen: true, handle: answer },
];
