import { InteractionResponseType as Kind, MessageFlags } from 'discord-api-types/v10';
import type { Core } from '../core.ts';
import { announceDeletion } from '../gateway/message-events.ts';
import { type Call, done, ok, type Reply, type Route } from '../http/route.ts';
import { changeAnswer, sayTo } from '../interactions/answer-message.ts';
import { byToken, type Interaction, strangerFollowUps, tokenMs } from '../interactions/interactions.ts';
import { forBot } from '../message/for-bot.ts';
import { Codes, Refusal } from '../refusal.ts';
import type { TwinMessage } from '../state/world.ts';

/** The interaction whose token it is, while that lives; before the first answer there is nothing to follow up. */
function interactionOf({ core, param }: Call): Interaction {
  const interaction = byToken(core.interactions, param('token'));
  if (interaction === undefined || core.clock.now() - interaction.madeAt > tokenMs) throw new Refusal(Codes.InvalidWebhookToken);
  if (param('application') !== core.bot.id || interaction.answered === undefined) throw new Refusal(Codes.UnknownWebhook);
  return interaction;
}

function messageOf(call: Call, interaction: Interaction): TwinMessage {
  const id = call.param('message');
  const message = id === '@original' ? interaction.original : interaction.said.find(({ data }) => data.id === id);
  if (message === undefined || message.isDeleted) throw new Refusal(Codes.UnknownMessage);
  return message;
}

const shown = (core: Core, message: TwinMessage): unknown => forBot(core, message, true);

function followUp(call: Call): Reply {
  const { core, route, body, files } = call;
  const interaction = interactionOf(call);
  const { original, answered } = interaction;
  // The first follow-up after "is thinking" takes its place, and stays as private as that was.
  if (answered?.type === Kind.DeferredChannelMessageWithSource && original?.isLoading === true) {
    const { flags, tts: _tts, ...rest } = (body ?? {}) as Readonly<Record<string, unknown>>;
    const kept = Number(flags ?? 0) & ~MessageFlags.Ephemeral;
    changeAnswer(core, original, { body: kept === 0 ? rest : { ...rest, flags: kept }, files, route });
    return ok(shown(core, original));
  }
  if (interaction.isForeign && interaction.followUps >= strangerFollowUps)
    throw new Refusal(Codes.ThisInteractionHasHitTheMaximumNumberOfFollowUpMessages);
  const message = sayTo(core, interaction, { body, files, route });
  interaction.followUps += 1;
  return ok(shown(core, message));
}

function change(call: Call): Reply {
  const { core, route, body, files } = call;
  const message = messageOf(call, interactionOf(call));
  changeAnswer(core, message, { body, files, route });
  return ok(shown(core, message));
}

function remove(call: Call): Reply {
  const message = messageOf(call, interactionOf(call));
  message.isDeleted = true;
  message.isLoading = false;
  announceDeletion(call.core, message);
  return done;
}

const path = '/webhooks/:application/:token';

/** What an interaction's token is good for afterwards. */
export const followUpRoutes: readonly Route[] = [
  { method: 'POST', path, isOpen: true, limitedBy: 'token', handle: followUp },
  {
    method: 'GET',
    path: `${path}/messages/:message`,
    isOpen: true,
    handle: (call) => ok(shown(call.core, messageOf(call, interactionOf(call)))),
  },
  { method: 'PATCH', path: `${path}/messages/:message`, isOpen: true, limitedBy: 'token', handle: change },
  { method: 'DELETE', path: `${path}/messages/:message`, isOpen: true, handle: remove },
];
