import { Events, type Interaction, MessageFlags } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AnsweringBot, buttonRow, startAnsweringBot } from './answering-bot.ts';

let bot: AnsweringBot;
beforeEach(async () => {
  bot = await startAnsweringBot();
});
afterEach(() => bot.end());

describe('slash commands', () => {
  it('bring typed options, and the answer stands in the channel', async () => {
    const den = bot.twin.guild('Den').channel('lore');
    const ada = bot.twin.user('ada', { locale: 'de' });
    const ren = bot.twin.user('ren');
    const seen: unknown[] = [];
    bot.answer = async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      const { options } = interaction;
      const card = options.getAttachment('card', true);
      seen.push(
        options.getSubcommand(),
        options.getString('name'),
        options.getInteger('warmth'),
        options.getUser('for')?.username,
        interaction.locale,
      );
      seen.push(await (await fetch(card.url)).text());
      const { resource } = await interaction.reply({ content: 'Juno is here', withResponse: true });
      seen.push(resource?.message?.content);
    };
    const card = { name: 'juno.json', bytes: Buffer.from('{}'), contentType: 'application/json' };
    const { kind, message } = await ada.in(den).slash('personality use', { name: 'juno', warmth: 4, for: ren, card });
    expect(kind).toBe('message');
    await vi.waitFor(() => expect(seen).toEqual(['use', 'juno', 4, 'ren', 'de', '{}', 'Juno is here']));
    expect(message?.raw.type).toBe(20);
    expect(den.transcript()).toBe('#lore\nMia: Juno is here');
    bot.twin.noRefusals();
  });

  it('cannot be sent in a way Discord’s client would not let anybody', async () => {
    const den = bot.twin.guild('Den').channel('lore');
    const ada = bot.twin.user('ada');
    bot.answer = async () => undefined;
    await expect(ada.in(den).slash('personality use', { name: 'juno', warmth: 9 })).rejects.toThrow('out of range');
    await expect(ada.in(den).slash('personality use')).rejects.toThrow('needs name');
    await expect(ada.in(den).slash('personality', {})).rejects.toThrow('needs one of use');
    await expect(ada.in(den).slash('nothing')).rejects.toThrow('knows no /nothing');
    await expect(ada.in(den).menu('Greet', await ada.in(den).says('hi'))).rejects.toThrow('knows no Greet');
    const group = bot.twin.groupOf(ada, bot.twin.user('ren'));
    await expect(ada.in(group).slash('personality use', { name: 'x' })).rejects.toThrow('not installed');
  });

  it('suggest while typing, 25 at most', async () => {
    const den = bot.twin.guild('Den').channel('lore');
    const ada = bot.twin.user('ada');
    bot.answer = async (interaction) => {
      if (!interaction.isAutocomplete()) return;
      const { name, value } = interaction.options.getFocused(true);
      await interaction.respond(
        Array.from({ length: value === 'much' ? 26 : 2 }, (_, at) => ({ name: `${name} ${value} ${at}`, value: `${at}` })),
      );
    };
    expect(await ada.in(den).completes('personality use', 'name', 'ju')).toEqual([
      { name: 'name ju 0', value: '0' },
      { name: 'name ju 1', value: '1' },
    ]);
    await Promise.all([expect(ada.in(den).completes('personality use', 'name', 'much')).rejects.toThrow('No suggestions'), soonLate()]);
    expect(bot.twin.refusals.map(({ code }) => code)).toEqual([50035]);
  });
});

/** Lets three seconds pass once the bot has been refused. */
async function soonLate(): Promise<void> {
  await vi.waitFor(() => expect(bot.twin.refusals).not.toEqual([]));
  bot.twin.clock.advance(3001);
}

describe('answers', () => {
  it('for one pair of eyes are seen by nobody else and are in no history', async () => {
    const den = bot.twin.guild('Den').channel('lore');
    const ada = bot.twin.user('ada');
    const heard: unknown[] = [];
    bot.client.on(Events.Raw, ({ t, d }: { readonly t: string; readonly d: { readonly content?: string; readonly flags?: number } }) => {
      if (t === 'MESSAGE_CREATE') heard.push([d.content, 'guild_id' in d, ((d.flags ?? 0) & MessageFlags.Ephemeral) !== 0]);
    });
    bot.answer = async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply({ content: 'psst', components: [buttonRow('Fix')] });
      await interaction.followUp('aloud');
    };
    const asked = ada.in(den).slash('personality use', { name: 'juno' });
    expect((await asked).kind).toBe('thinking');
    await den.sees('aloud');
    const reply = await asked.reply;
    expect([reply.text, reply.onlyFor]).toEqual(['psst', 'ada']);
    expect(den.transcript()).toBe('#lore\nMia (only for ada): psst\n  [Fix]\nMia ↩ Mia: aloud');
    expect(den.transcript(bot.twin.user('ren'))).not.toContain('psst');
    expect((await ada.in(den).sees('psst')).id).toBe(reply.id);
    await expect(bot.twin.user('ren').clicks('Fix', { on: reply })).rejects.toThrow('does not see');
    const channel = await bot.client.channels.fetch(den.id);
    expect(channel?.isTextBased() === true && (await channel.messages.fetch({})).map(({ content }) => content)).toEqual(['aloud']);
    // The bot is told of its own private answer, as if it stood in a conversation.
    expect(heard).toEqual([
      ['', false, true],
      ['aloud', true, false],
    ]);
    bot.twin.noRefusals();
  });

  it('must come within three seconds, once, and the token dies after fifteen minutes', async () => {
    const den = bot.twin.guild('Den').channel('lore');
    const ada = bot.twin.user('ada');
    let kept: Interaction | undefined;
    bot.answer = async (interaction) => {
      kept = interaction;
    };
    const late = ada.in(den).slash('personality use', { name: 'juno' });
    await vi.waitFor(() => expect(kept).toBeDefined());
    bot.twin.clock.advance(3001);
    expect((await late).kind).toBe('failed');
    if (!kept?.isChatInputCommand()) throw new Error('no command');
    await expect(kept.reply('too late')).rejects.toMatchObject({ code: 10062, status: 404 });

    let first: Interaction | undefined;
    bot.answer = async (interaction) => {
      first = interaction;
      if (interaction.isRepliable()) await interaction.reply('one');
    };
    await ada.in(den).slash('personality use', { name: 'juno' }).reply;
    if (!first?.isChatInputCommand()) throw new Error('no command');
    await expect(
      bot.client.rest.post(`/interactions/${first.id}/${first.token}/callback`, { body: { type: 4, data: { content: 'two' } } }),
    ).rejects.toMatchObject({
      code: 40060,
    });
    bot.twin.clock.advance(14 * 60_000);
    await first.editReply('still');
    bot.twin.clock.advance(60_001);
    await expect(first.editReply('no more')).rejects.toMatchObject({ code: 50027, status: 401 });
    expect(() => bot.twin.noRefusals()).toThrow('Unknown interaction');
    bot.twin.noRefusals({ except: [10062, 40060, 50027] });
  });

  it('are not what a ping-reply uncovers words for', async () => {
    const den = bot.twin.guild('Den').channel('lore');
    const ada = bot.twin.user('ada');
    const heard: unknown[] = [];
    bot.client.on(Events.MessageCreate, ({ content, author, reference, mentions }) => {
      if (!author.bot) heard.push([content, reference?.messageId, mentions.users.size]);
    });
    bot.answer = async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply('here I am');
    };
    const reply = await ada.in(den).slash('personality use', { name: 'juno' }).reply;
    await ada.in(den).repliesTo(reply, 'and you are?');
    await vi.waitFor(() => expect(heard).toEqual([['', reply.id, 0]]));
  });

  it('may be changed in place by a button, and an old screen still sends its old buttons', async () => {
    const den = bot.twin.guild('Den').channel('lore');
    const ada = bot.twin.user('ada');
    const pressed: string[] = [];
    bot.answer = async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.reply({ content: 'page 1', components: [buttonRow('Next', 'Stop')] });
      if (!interaction.isButton()) return;
      pressed.push(interaction.customId);
      await interaction.update({ content: 'page 2', components: [buttonRow('Back')] });
    };
    const panel = await ada.in(den).slash('personality use', { name: 'juno' }).reply;
    expect((await ada.clicks('Next', { on: panel })).kind).toBe('updated');
    expect([panel.text, ...panel.labels]).toEqual(['page 2', 'Back']);
    await expect(ada.clicks('Stop', { on: panel })).rejects.toThrow('there are Back');
    expect((await ada.clicks('Stop', { on: panel, isStale: true })).kind).toBe('updated');
    expect(pressed).toEqual(['a:Next', 'a:Stop']);
    bot.twin.noRefusals();
  });

  it('take choices from selects', async () => {
    const den = bot.twin.guild('Den').channel('lore');
    const ada = bot.twin.user('ada');
    const ren = bot.twin.user('ren');
    const chosen: unknown[] = [];
    bot.answer = async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({
          content: 'choose',
          components: [
            { type: 1, components: [{ type: 3, custom_id: 's:1', placeholder: 'Mood', options: [{ label: 'Calm', value: 'c' }] }] },
            { type: 1, components: [{ type: 5, custom_id: 's:2', placeholder: 'Who' }] },
          ],
        });
      if (interaction.isStringSelectMenu()) chosen.push(interaction.values);
      if (interaction.isUserSelectMenu()) chosen.push(interaction.users.map(({ username }) => username));
      if (interaction.isMessageComponent()) await interaction.deferUpdate();
    };
    const panel = await ada.in(den).slash('personality use', { name: 'juno' }).reply;
    expect((await ada.selects('Mood', ['Calm'], { on: panel })).kind).toBe('acknowledged');
    await ada.selects('Who', [ren], { on: panel });
    expect(chosen).toEqual([['c'], ['ren']]);
  });

  it('come from the menus of a message, whose words are shown then, and of a person', async () => {
    const den = bot.twin.guild('Den').channel('lore');
    const ada = bot.twin.user('ada');
    const ren = bot.twin.user('ren');
    const seen: unknown[] = [];
    bot.answer = async (interaction) => {
      if (interaction.isMessageContextMenuCommand())
        seen.push(interaction.targetMessage.content, interaction.targetMessage.author.username);
      if (interaction.isUserContextMenuCommand()) seen.push(interaction.targetUser.username);
      if (interaction.isCommand()) await interaction.reply('ok');
    };
    const message = await ren.in(den).says('secret plan');
    await ada.in(den).menu('Ask Mia', message);
    await ada.in(den).menu('Greet', ren);
    expect(seen).toEqual(['secret plan', 'ren', 'ren']);
  });
});
