import { type Client, Events, type Interaction } from 'discord.js';
import { type DiscordTwin, startDiscord } from './discord-twin.ts';
import { logIn } from './log-in.ts';

/** A bot that answers interactions as the test says at the moment. */
export interface AnsweringBot {
  readonly twin: DiscordTwin;
  readonly client: Client<true>;
  answer: (interaction: Interaction) => Promise<unknown>;
  /** What its last answer was refused with. */
  failure: unknown;
  end(): Promise<void>;
}

/** With `/personality use`, and the menus Ask Mia and Greet. */
export async function startAnsweringBot(): Promise<AnsweringBot> {
  const twin = await startDiscord();
  const client = await logIn(twin);
  const bot: AnsweringBot = {
    twin,
    client,
    answer: async () => undefined,
    failure: undefined,
    async end() {
      await client.destroy();
      await twin.close();
    },
  };
  client.on(Events.InteractionCreate, (interaction) => {
    bot.answer(interaction).catch((error: unknown) => {
      bot.failure = error;
    });
  });
  await client.application.commands.set([
    {
      name: 'personality',
      description: 'Personalities',
      contexts: [0, 1, 2],
      integrationTypes: [0, 1],
      options: [
        {
          type: 1,
          name: 'use',
          description: 'Take one',
          options: [
            { type: 3, name: 'name', description: 'Whose', required: true, autocomplete: true },
            { type: 4, name: 'warmth', description: 'How warm', minValue: 1, maxValue: 5 },
            { type: 6, name: 'for', description: 'For whom' },
            { type: 11, name: 'card', description: 'A card' },
          ],
        },
      ],
    },
    { name: 'Ask Mia', type: 3, contexts: [0, 1, 2], integrationTypes: [0, 1] },
    { name: 'Greet', type: 2 },
  ]);
  return bot;
}

/** A row of buttons, each with its label for an id. */
export const buttonRow = (...labels: readonly string[]) => ({
  type: 1,
  components: labels.map((label) => ({ type: 2, style: 1, label, custom_id: `a:${label}` })),
});
