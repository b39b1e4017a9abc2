import { InteractionType, MessageFlags, type ModalSubmitInteraction, TextInputStyle } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AnsweringBot, buttonRow, startAnsweringBot } from './answering-bot.ts';

let bot: AnsweringBot;
beforeEach(async () => {
  bot = await startAnsweringBot();
});
afterEach(() => bot.end());

describe('modals', () => {
  const label = (text: string, component: object) => ({ type: 18, label: text, component });
  const modal = {
    title: 'Juno',
    custom_id: 'f:1',
    components: [
      label('Name', { type: 4, custom_id: 'name', style: TextInputStyle.Short, value: 'Juno', max_length: 40 }),
      label('Warmth', {
        type: 21,
        custom_id: 'warmth',
        options: ['1', '2', '3', '4', '5'].map((value) => ({ label: value, value, default: value === '3' })),
      }),
      label('Topics', {
        type: 22,
        custom_id: 'topics',
        required: false,
        min_values: 0,
        options: ['War', 'Love'].map((value) => ({ label: value, value })),
      }),
      label('Adult', { type: 23, custom_id: 'adult' }),
      label('Portrait', { type: 19, custom_id: 'portrait', required: false, min_values: 0, file_types: ['image'] }),
    ],
  };

  it('open first thing and come back filled in, every kind of field', async () => {
    const den = bot.twin.guild('Den').channel('lore');
    const ada = bot.twin.user('ada');
    let submit: ModalSubmitInteraction | undefined;
    bot.answer = async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.showModal(modal as never);
      if (interaction.isModalSubmit()) {
        submit = interaction;
        await interaction.reply({ content: 'saved', flags: MessageFlags.Ephemeral });
      }
    };
    const shown = await ada.in(den).slash('personality use', { name: 'juno' }).modal;
    expect([shown.title, ...shown.fields]).toEqual(['Juno', 'Name', 'Warmth', 'Topics', 'Adult', 'Portrait']);
    await expect(ada.submits(shown, { Name: 'x'.repeat(41) })).rejects.toThrow('0 to 40 characters');
    await expect(bot.twin.user('ren').submits(shown)).rejects.toThrow('does not have that modal');
    const portrait = { name: 'juno.png', bytes: Buffer.from('png'), contentType: 'image/png' };
    expect((await ada.submits(shown, { Name: 'Ren', Warmth: '4', Topics: ['War'], Adult: true, Portrait: [portrait] })).kind).toBe(
      'message',
    );
    const fields = submit?.fields;
    expect(fields?.getTextInputValue('name')).toBe('Ren');
    expect(fields?.getRadioGroup('warmth')).toBe('4');
    expect(fields?.getCheckboxGroup('topics')).toEqual(['War']);
    expect(fields?.getCheckbox('adult')).toBe(true);
    expect(fields?.getUploadedFiles('portrait')?.first()?.name).toBe('juno.png');
    expect(submit?.isFromMessage()).toBe(false);
    bot.twin.noRefusals();
  });

  it('cannot follow a modal, a deferral or a rule of Discord’s', async () => {
    const den = bot.twin.guild('Den').channel('lore');
    const ada = bot.twin.user('ada');
    bot.answer = async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.showModal({ ...modal, components: [...modal.components, label('Six', { type: 23, custom_id: 'six' })] } as never);
    };
    const refused = ada.in(den).slash('personality use', { name: 'juno' });
    await vi.waitFor(() => expect(bot.failure).toMatchObject({ code: 50035 }));
    expect(bot.twin.refusals[0]?.errors).toContain('5 or fewer');
    bot.answer = async (interaction) => {
      if (interaction.isChatInputCommand()) await interaction.showModal(modal as never);
      if (interaction.type === InteractionType.ModalSubmit)
        await bot.client.rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, { body: { type: 9, data: modal } });
    };
    const shown = await ada.in(den).slash('personality use', { name: 'juno' }).modal;
    bot.failure = undefined;
    const again = ada.submits(shown);
    await vi.waitFor(() => expect(bot.failure).toMatchObject({ code: 50035 }));
    expect(bot.twin.refusals[1]?.errors).toContain('Value must be one of {4, 5}');
    bot.twin.clock.advance(3001);
    expect([(await refused).kind, (await again).kind]).toEqual(['failed', 'failed']);
  });

  const box = { type: 23, custom_id: 'c' };
  it.each<[string, object, string]>([
    ['a title over 45', { title: 'x'.repeat(46) }, 'title'],
    ['nothing in it', { components: [] }, 'components'],
    ['a label over 45', { components: [label('x'.repeat(46), box)] }, 'label'],
    ['an id over 100', { custom_id: 'x'.repeat(101) }, 'custom_id'],
    ['an id twice', { components: [label('a', box), label('b', box)] }, 'COMPONENT_CUSTOM_ID_DUPLICATED'],
    ['one radio button', { components: [label('a', { type: 21, custom_id: 'r', options: [{ label: '1', value: '1' }] })] }, 'options'],
    [
      'eleven boxes',
      {
        components: [
          label('a', { type: 22, custom_id: 'r', options: Array.from({ length: 11 }, (_, at) => ({ label: `${at}`, value: `${at}` })) }),
        ],
      },
      'options',
    ],
    [
      'a disabled select',
      { components: [label('a', { type: 3, custom_id: 's', disabled: true, options: [{ label: '1', value: '1' }] })] },
      'COMPONENT_DISABLED_IN_MODAL',
    ],
    [
      'a value over its own limit',
      { components: [label('a', { type: 4, custom_id: 't', style: 1, max_length: 2, value: 'abc' })] },
      'BASE_TYPE_MAX_LENGTH',
    ],
    ['a labelled input in a label', { components: [label('a', { type: 4, custom_id: 't', style: 1, label: 'b' })] }, 'TWIN_UNKNOWN_FIELD'],
    ['a button', { components: [label('a', { type: 2, style: 1, custom_id: 'b', label: 'b' })] }, 'components'],
  ])('with %s are refused', async (_what, more, part) => {
    const den = bot.twin.guild('Den').channel('lore');
    bot.answer = async (interaction) => {
      if (interaction.isChatInputCommand())
        await bot.client.rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
          body: { type: 9, data: { ...modal, ...more } },
        });
    };
    const asked = bot.twin.user('ada').in(den).slash('personality use', { name: 'juno' });
    await vi.waitFor(() => expect(bot.failure).toMatchObject({ code: 50035 }));
    expect(bot.twin.refusals[0]?.errors).toContain(part);
    bot.twin.clock.advance(3001);
    expect((await asked).kind).toBe('failed');
  });

  it('opened by a button may change its message', async () => {
    const den = bot.twin.guild('Den').channel('lore');
    const ada = bot.twin.user('ada');
    bot.answer = async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.reply({ content: 'panel', components: [buttonRow('Edit')], flags: MessageFlags.Ephemeral });
      if (interaction.isButton()) await interaction.showModal(modal as never);
      if (interaction.isModalSubmit() && interaction.isFromMessage())
        await interaction.update(`panel of ${interaction.fields.getTextInputValue('name')}`);
    };
    const panel = await ada.in(den).slash('personality use', { name: 'juno' }).reply;
    const shown = await ada.clicks('Edit', { on: panel }).modal;
    expect((await ada.submits(shown)).kind).toBe('updated');
    expect(panel.text).toBe('panel of Juno');
    bot.twin.noRefusals();
  });
});

describe('installed for oneself', () => {
  it('it answers in servers where the bot is not, five follow-ups at most, and hears nothing there', async () => {
    const foreign = bot.twin.guild('Elsewhere', { hasBot: false }).channel('general');
    const ada = bot.twin.user('ada');
    ada.installs();
    const seen: unknown[] = [];
    bot.answer = async (interaction) => {
      if (!interaction.isMessageContextMenuCommand()) return;
      seen.push(interaction.inGuild(), interaction.inCachedGuild(), interaction.context, interaction.authorizingIntegrationOwners[1]);
      await interaction.reply({ content: 'only you', flags: MessageFlags.Ephemeral });
      for (const text of ['1', '2', '3', '4', '5', '6']) await interaction.followUp(text);
    };
    const message = await ada.in(foreign).says('words');
    await ada.in(foreign).menu('Ask Mia', message);
    await vi.waitFor(() => expect(bot.failure).toMatchObject({ code: 40094 }), 4000);
    expect(seen).toEqual([true, false, 0, ada.id]);
    await expect(bot.client.channels.fetch(foreign.id)).rejects.toMatchObject({ code: 50001 });
    foreign.denies('everyone', 'UseExternalApps');
    bot.answer = async (interaction) => {
      if (interaction.isRepliable()) await interaction.reply('meant for all');
    };
    expect((await ada.in(foreign).slash('personality use', { name: 'x' }).reply).onlyFor).toBe('ada');
    const group = bot.twin.groupOf(ada, bot.twin.user('ren'));
    expect((await ada.in(group).slash('personality use', { name: 'x' }).reply).text).toBe('meant for all');
  });
});
