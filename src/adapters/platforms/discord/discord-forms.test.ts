import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { discordCommands } from '../../../../test/fakes/discord-commands.ts';
import { type DiscordStage, type DiscordStageOptions, startDiscordStage } from '../../../../test/fakes/discord-stage.ts';
import { answerOf } from '../../../../test/fakes/sample-outgoing.ts';
import { type DiscordTwin, startDiscord } from '../../../../test/twins/discord/discord-twin.ts';
import type { Field, Form } from '../../../core/answers/form.ts';
import type { InboundEvent } from '../../../core/events/inbound-event.ts';

let twin: DiscordTwin;
const stages: DiscordStage[] = [];

async function start(options: DiscordStageOptions = {}): Promise<DiscordStage> {
  const stage = await startDiscordStage(twin, { commands: discordCommands, ...options });
  stages.push(stage);
  return stage;
}

beforeEach(async () => {
  twin = await startDiscord();
});
afterEach(async () => {
  for (const { platform } of stages.splice(0)) await platform.stop();
  await twin.close();
});

const field = (id: string, more: Partial<Field> = {}): Field => ({ id, label: id, help: `about ${id}`, kind: 'line', limits: {}, ...more });

const lone: Form = {
  id: 'form-one',
  revision: 0,
  title: 'A new personality',
  sections: [
    {
      title: 'New',
      fields: [
        field('name', { limits: { required: true, maxLength: 20 } }),
        field('text', { kind: 'text', limits: { maxLength: 100 } }),
        field('rating', {
          kind: 'choice',
          value: 'everyone',
          limits: {
            required: true,
            options: [
              { value: 'everyone', label: 'Everyone' },
              { value: 'adult', label: 'Adults' },
            ],
          },
        }),
      ],
    },
  ],
  submit: { command: 'personality create', args: {} },
  again: 'personality create',
};

const levels = ['cold', 'cool', 'mild', 'warm', 'hot'].map((label, index) => ({ value: String(index + 1), label }));
const studio: Form = {
  id: 'form-two',
  revision: 3,
  title: 'Juno',
  sections: [
    { title: 'Who she is', fields: [field('new-name', { value: 'Juno' }), field('backstory', { kind: 'text', value: 'x'.repeat(5000) })] },
    {
      title: 'How she talks',
      fields: [
        field('warmth', { kind: 'level', value: 2, limits: { options: levels } }),
        field('humor', { kind: 'level', limits: { options: levels } }),
      ],
    },
  ],
  submit: { command: 'personality edit', args: { name: 'juno' } },
  again: 'personality edit juno',
};

/** The engine in small: a form is shown, and what comes back is looked at. */
function answerForms(
  stage: DiscordStage,
  form: Form,
  take: (event: InboundEvent & { kind: 'formSubmitted' }) => Form | string | undefined,
): void {
  stage.onEvent = async (event) => {
    const target = { room: event.room };
    const result = event.kind === 'formSubmitted' ? take(event) : form;
    if (typeof result === 'string') await stage.platform.send(target, answerOf(event.id, result, { isPrivate: true }), `k-${event.id}`);
    else if (result !== undefined) await stage.platform.presentForm?.(target, result, { to: event.id, key: result.id });
  };
}

describe('a form', () => {
  it('of one section opens as a window at once, and comes back filled in', async () => {
    const stage = await start();
    answerForms(stage, lone, () => 'Made.');
    const ada = twin.user('ada');
    const modal = await ada.in(twin.guild('Den').channel('lore')).slash('personality create').modal;
    expect([modal.title, ...modal.fields]).toEqual(['A new personality', 'name', 'text', 'rating']);
    const reply = await ada.submits(modal, { name: 'Vesper', text: 'a retired\nsmuggler', rating: 'Adults' }).reply;
    expect([reply.text, reply.onlyFor]).toEqual(['Made.', 'ada']);
    const submitted = await stage.heard('formSubmitted');
    expect(submitted).toMatchObject({
      form: 'form-one',
      revision: 0,
      values: { name: 'Vesper', text: 'a retired\nsmuggler', rating: 'adult' },
    });
    expect(submitted).not.toHaveProperty('isPartial');
    twin.noRefusals();
  });

  it('comes back with its faults, every text kept, and only those fields to fix', async () => {
    const stage = await start();
    let tries = 0;
    answerForms(stage, lone, ({ values }) => {
      tries += 1;
      if (tries > 1) return 'Made.';
      const [section] = lone.sections;
      const fields = (section?.fields ?? []).map((one) => ({
        ...one,
        value: values[one.id] ?? null,
        ...(one.id === 'name' ? { fault: 'That name is taken.' } : {}),
      }));
      return { ...lone, id: 'form-again', sections: [{ title: 'New', fields }] };
    });
    const ada = twin.user('ada');
    const den = ada.in(twin.guild('Den').channel('lore'));
    const modal = await den.slash('personality create').modal;
    const panel = await ada.submits(modal, { name: 'Juno', text: 'long and dear' }).reply;
    expect(panel.text).toContain('That name is taken.');
    const fix = await ada.clicks('Fix one field', { on: panel }).modal;
    expect(fix.fields).toEqual(['name']);
    await ada.submits(fix, { name: 'Vesper' });
    expect(await stage.heard('formSubmitted', 2)).toMatchObject({ values: { name: 'Vesper', text: 'long and dear', rating: 'everyone' } });
    await den.sees('Made.');
    expect(den.room.messages(ada).filter(({ text: shown }) => shown.includes('taken'))).toEqual([]);
    twin.noRefusals();
  });

  it('of several sections is a panel for its owner alone: each opens a window, each submit is kept, Save sends all', async () => {
    const stage = await start();
    answerForms(stage, studio, ({ isPartial }) => (isPartial === true ? undefined : 'Saved.'));
    const ada = twin.user('ada');
    const den = ada.in(twin.guild('Den').channel('lore'));
    const panel = await den.slash('personality edit', { name: 'juno' }).reply;
    expect(panel.onlyFor).toBe('ada');
    expect(panel.labels).toEqual(['Who she is', 'How she talks', 'Save']);
    const modal = await ada.clicks('How she talks', { on: panel }).modal;
    await ada.submits(modal, { warmth: '5 · hot' });
    expect(await stage.heard('formSubmitted')).toMatchObject({
      form: 'form-two',
      revision: 3,
      isPartial: true,
      values: { warmth: 5, humor: null },
    });
    await den.sees('hot');
    const file = { name: 'story.txt', contentType: 'text/plain', bytes: Buffer.from('a new story') };
    await ada.submits(await ada.clicks('Who she is', { on: panel }).modal, { backstory: [file] });
    expect(await stage.heard('formSubmitted', 2)).toMatchObject({
      isPartial: true,
      values: { 'new-name': 'Juno', backstory: 'a new story' },
    });
    await ada.clicks('Save', { on: panel });
    expect(await stage.heard('formSubmitted', 3)).toMatchObject({
      values: { 'new-name': 'Juno', backstory: 'a new story', warmth: 5, humor: null },
    });
    await den.sees('Saved.');
    expect(panel.labels).toEqual([]);
    twin.noRefusals();
  });

  it('says at once what is wrong with a section, and keeps what was typed', async () => {
    const strict: Form = {
      ...studio,
      sections: [
        { title: 'Who she is', fields: [field('new-name', { value: 'Juno', kind: 'text', limits: { maxLength: 10 } })] },
        ...studio.sections.slice(1),
      ],
    };
    const tooLong: Form = {
      ...strict,
      sections: strict.sections.map((section, index) =>
        index === 0 ? { ...section, fields: section.fields.map((one) => ({ ...one, value: 'much too long a name' })) } : section,
      ),
    };
    const stage = await start();
    answerForms(stage, tooLong, () => undefined);
    const ada = twin.user('ada');
    const den = ada.in(twin.guild('Den').channel('lore'));
    const panel = await den.slash('personality edit').reply;
    await ada.submits(await ada.clicks('Who she is', { on: panel }).modal, { 'new-name': 'still far too long' });
    await den.sees('18 characters, 10 fit.');
    expect(panel.labels).toContain('Fix one field');
    twin.noRefusals();
  });

  it('leaves nothing behind of what was typed, only whose it is and how to open it again', async () => {
    const stage = await start();
    answerForms(stage, studio, () => undefined);
    twin.guild('Den');
    const ada = twin.user('ada');
    await ada.dm.slash('personality edit').reply;
    const open = stage.kept.get('form/form-two');
    expect(JSON.parse(open ?? '{}')).toMatchObject({ owner: ada.id, again: 'personality edit juno' });
    expect([...stage.kept.values()].join()).not.toContain('xxxx');
  });

  it('is opened again by its buttons after a restart, at the section that was asked for', async () => {
    const kept = new Map<string, string>();
    const first = await start({ kept });
    answerForms(first, studio, () => undefined);
    const ada = twin.user('ada');
    const den = ada.in(twin.guild('Den').channel('lore'));
    const panel = await den.slash('personality edit').reply;
    await first.platform.stop();
    const second = await start({ kept });
    answerForms(second, { ...studio, id: 'form-new' }, () => undefined);
    const modal = await ada.clicks('How she talks', { on: panel }).modal;
    expect(modal.fields).toEqual(['warmth', 'humor']);
    expect(await second.heard('command')).toMatchObject({ call: { command: 'personality edit juno', args: {} } });
    await ada.submits(modal, { humor: '1 · cold' });
    expect(await second.heard('formSubmitted')).toMatchObject({ form: 'form-new', values: { warmth: 2, humor: 1 }, isPartial: true });
    twin.noRefusals();
  });

  it('keeps what was typed even when the bot restarted while the window stood open', async () => {
    const kept = new Map<string, string>();
    const first = await start({ kept });
    answerForms(first, lone, () => undefined);
    const ada = twin.user('ada');
    const modal = await ada.in(twin.guild('Den').channel('lore')).slash('personality create').modal;
    await first.platform.stop();
    const second = await start({ kept });
    answerForms(second, lone, () => 'Made.');
    const reply = await ada.submits(modal, { name: 'Vesper' }).reply;
    expect(reply.text).toBe('Made.');
    expect(await second.heard('formSubmitted')).toMatchObject({
      form: 'form-one',
      revision: 0,
      values: { name: 'Vesper', rating: 'everyone' },
    });
    twin.noRefusals();
  });
});
