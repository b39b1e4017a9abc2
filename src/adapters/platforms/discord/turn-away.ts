import { type APIInteraction, InteractionResponseType, InteractionType, MessageFlags } from 'discord-api-types/v10';
import type { DiscordApi } from './api.ts';
import { plainPayload, small } from './outgoing.ts';
import type { Say } from './say.ts';
import { texts } from './texts.ts';

/** Says to whoever used something that the operator has not let them: to them alone, and nothing of it is kept. */
export async function turnAway(interaction: APIInteraction, { api, say }: { readonly api: DiscordApi; readonly say: Say }): Promise<void> {
  if (interaction.type === InteractionType.Ping) return;
  if (interaction.type === InteractionType.ApplicationCommandAutocomplete) {
    await api.respond(interaction, { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices: [] } });
    return;
  }
  const { body } = plainPayload(small(say(interaction.locale, texts['not-here'], {})));
  const data = { ...body, flags: (body.flags ?? 0) | MessageFlags.Ephemeral };
  // Our payloads leave out nothing that a response must have; the types differ in what may be null.
  const response = { type: InteractionResponseType.ChannelMessageWithSource as const, data } as Parameters<DiscordApi['respond']>[1];
  await api.respond(interaction, response);
}
