import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  createTerminalStage,
  miaSays,
  settled,
  type TerminalStage,
  type TerminalStageOptions,
} from '../../../../test/fakes/terminal-stage.ts';
import type { Field, Form } from '../../../core/answers/form.ts';
import { BotError } from '../../../core/errors.ts';
import type { InboundEvent } from '../../../core/events/inbound-event.ts';
import type { Platform } from '../../../core/ports/platform.ts';
import { createTtyPlatform } from './tty-platform.ts';

const key = {
  enter: '\r',
  altEnter: '\u001b\r',
  back: '\u001b[Z',
  up: '\u001b[A',
  left: '\u001b[D',
  backspace: '\u007f',
  clear: '\u0015',
  undo: '\u001a',
  redo: '\u0019',
  save: '\u0013',
  leave: '\u0003',
  paste: (text: string): string => `\u001b[200~${text}\u001b[201~`,
};

const name: Field = {
  id: 'name',
  label: 'Name',
  help: 'What people call her.',
  kind: 'line',
  value: 'Juno',
  limits: { required: true, maxLength: 12 },
};
const story: Field = {
  id: 'story',
  label: 'Backstory',
  help: '',
  kind: 'text',
  value: 'She grew up by the sea.\n\nThen\tshe left: C:\\new \\n.',
  limits: {},
};
const words = ['ice cold', 'cool', 'even', 'warm', 'glowing'];
const warmth: Field = {
  id: 'warmth',
  label: 'Warmth',
  help: '',
  kind: 'level',
  value: 4,
  limits: { options: words.map((label, at) => ({ value: String(at + 1), label })) },
};
const secret: Field = { id: 'key', label: 'Key', help: '', kind: 'secret', limits: {} };

const formOf = (...fields: readonly Field[]): Form => ({
  id: 'form-1',
  revision: 7,
  title: 'Juno, revision 7',
  sections: [{ title: 'Who she is', fields }],
  submit: { command: 'personality edit', args: { name: 'juno' } },
  again: 'personality edit juno',
});

interface FormStage extends TerminalStage {
  readonly platform: Platform;
  /** Presses keys and lets everything come to rest. */
  type(...keys: readonly string[]): Promise<void>;
  present(form: Form, to?: string): Promise<void>;
  /** What was handed over of forms, in order. */
  submits(): readonly Extract<InboundEvent, { readonly kind: 'formSubmitted' }>[];
  /** What a person could read so far. */
  read(): string;
  /** What stands at the bottom of the screen. */
  bottom(): string;
}

async function start(form?: Form, options: TerminalStageOptions = {}): Promise<FormStage> {
  const stage = createTerminalStage(options);
  const platform = createTtyPlatform(stage.setup, stage.io, false);
  await platform.start(stage.inbox, stage.complete);
  const present = async (shown: Form, to: string | null = null): Promise<void> => {
    await platform.presentForm?.({ room: 'terminal:local' }, shown, { to, key: shown.id });
    await settled();
  };
  if (form !== undefined) await present(form);
  return {
    ...stage,
    platform,
    present,
    async type(...keys) {
      for (const one of keys) {
        stage.io.input.write(one);
        await settled();
      }
    },
    submits: () => stage.events.filter((event) => event.kind === 'formSubmitted'),
    read: () => stripVTControlCharacters(stage.out()).replaceAll('\r', ''),
    bottom: () => stage.out().slice(stage.out().lastIndexOf('\u001b[J') + 3),
  };
}

describe('a form in the terminal', () => {
  it('says what it is, and has the old text of the first field ready to edit', async () => {
    const { read, platform } = await start(formOf(name, warmth));
    expect(read()).toContain('Juno, revision 7\n');
    expect(read()).toContain('Ctrl-C leaves, what you accepted is kept');
    expect(read()).toContain('Who she is\n1/2  Name: What people call her.\nAt most 12 characters. It may not stay empty.\nName › Juno');
    await platform.stop();
  });

  it('hands every accepted change over at once and the whole at the end', async () => {
    const { type, submits, platform } = await start(formOf(name, warmth));
    await type(`${key.backspace}e`, key.enter);
    expect(submits()).toMatchObject([{ form: 'form-1', revision: 7, isPartial: true, values: { name: 'June', warmth: 4 } }]);
    await type('2', key.enter);
    expect(submits().slice(1)).toMatchObject([
      { isPartial: true, values: { name: 'June', warmth: 2 } },
      { isPartial: false, values: { name: 'June', warmth: 2 } },
    ]);
    expect(new Set(submits().map(({ id }) => id)).size).toBe(3);
    await platform.stop();
  });

  it('takes a path for a picture, says what fits, and an empty one takes the picture away', async () => {
    const portrait: Field = { id: 'portrait', label: 'Portrait', help: '', kind: 'file', value: 'PNG 0a1b2c3d', limits: { picture: true } };
    const { type, read, submits, platform } = await start(formOf(portrait, warmth));
    expect(read()).toContain('PNG, JPEG, WebP or GIF; at most 1,024 KB and 4,096 × 4,096 pixels.\nPortrait › PNG 0a1b2c3d');
    await type(key.clear, '/home/ada/my juno.png', key.enter);
    expect(submits().at(-1)).toMatchObject({ isPartial: true, values: { portrait: '/home/ada/my juno.png' } });
    await type(key.back, key.clear, key.enter, key.enter);
    expect(submits().at(-1)).toMatchObject({ isPartial: false, values: { portrait: '', warmth: 4 } });
    await platform.stop();
  });

  it('Enter all the way changes nothing, to the last character', async () => {
    const odd: Field = { ...name, value: '  Juno ' };
    const { type, submits, platform } = await start(formOf(odd, story, warmth));
    await type(key.enter, key.enter, key.enter);
    expect(submits().map(({ isPartial, values }) => [isPartial, values])).toEqual([
      [false, { name: '  Juno ', story: story.value, warmth: 4 }],
    ]);
    await platform.stop();
  });

  it('shows what is wrong and asks the same field again with the text kept', async () => {
    const { type, submits, out, bottom, platform } = await start(formOf(name, warmth));
    await type(' the Magnificent', key.enter);
    expect(out()).toContain('! 20 characters, 12 fit.\nName › Juno the Magnificent');
    await type(key.clear, key.enter);
    expect(out()).toContain('! This one is needed.\nName › ');
    await type('Ada', key.enter, '9', key.enter);
    expect(out()).toContain('! A level is 1 to 5, or nothing.\nWarmth › 9');
    expect(bottom()).toContain('Warmth › 9');
    expect(submits()).toHaveLength(1);
    await platform.stop();
  });

  it('a level shows its five words, takes one letter in place of the old, and may be empty', async () => {
    const { type, submits, read, platform } = await start(formOf(warmth));
    expect(read()).toContain('1 to 5, or empty: 1 ice cold · 2 cool · 3 even · 4 warm · 5 glowing\nWarmth › 4');
    await type('1', key.backspace, key.enter);
    expect(submits().at(-1)).toMatchObject({ isPartial: false, values: { warmth: null } });
    await platform.stop();
  });

  it('a text shows its line breaks; Alt-Enter, a typed \\n and a paste make more, two backslashes none', async () => {
    const { type, submits, out, platform } = await start(formOf(story));
    expect(out()).toContain('She grew up by the sea.⏎\n⏎\nThen⇥she left: C:\\new \\n.');
    await type(' one', key.altEnter, 'two\\nthree \\\\n ', key.paste('a\r\nb\tc\rd'), key.enter);
    expect(submits().at(-1)?.values).toEqual({ story: `${story.value} one\ntwo\nthree \\n a\nb\tc\nd` });
    await platform.stop();
  });

  it('a line break pasted into a line does not press Enter', async () => {
    const { type, submits, bottom, platform } = await start(formOf(name, warmth));
    await type(key.clear, key.paste('Ada\nLove'));
    expect(bottom()).toContain('Name › Ada Love');
    expect(submits()).toEqual([]);
    await platform.stop();
  });

  it('a long paste is taken whole and drawn once, not letter by letter', async () => {
    const { type, submits, out, platform } = await start(formOf(story));
    const before = out().length;
    const pasted = 'All day the ferry went to and fro.\n'.repeat(3000);
    await type(key.clear, key.paste(pasted));
    expect(out().length - before).toBeLessThan(20_000);
    await type(key.enter);
    expect(submits().at(-1)?.values).toEqual({ story: pasted });
    await platform.stop();
  });

  it('undo takes back what is typed, then what was accepted, and jumps there; redo brings both again', async () => {
    const { type, submits, out, bottom, platform } = await start(formOf(name, warmth));
    await type(key.clear, 'Ada', key.enter, '2');
    expect(bottom()).toContain('Warmth › 2');
    await type(key.undo);
    expect(bottom()).toContain('Warmth › 4');
    await type(key.redo);
    expect(bottom()).toContain('Warmth › 2');
    await type(key.undo, key.undo);
    expect(bottom()).toContain('Name › Juno');
    expect(submits().at(-1)).toMatchObject({ isPartial: true, values: { name: 'Juno' } });
    await type(key.undo);
    expect(out()).toContain('Nothing to undo.');
    await type(key.redo);
    expect(bottom()).toContain('Name › Ada');
    expect(submits().at(-1)).toMatchObject({ isPartial: true, values: { name: 'Ada' } });
    await type(key.redo);
    expect(out()).toContain('Nothing to redo.');
    await platform.stop();
  });

  it('Shift-Tab, or the arrow on an empty line, goes back and loses nothing typed on the way', async () => {
    const { type, submits, bottom, platform } = await start(formOf(name, story, warmth));
    await type(key.enter, '!', key.back);
    expect(bottom()).toContain('Name › Juno');
    await type(key.enter);
    expect(bottom()).toContain('\\n.!');
    await type(key.enter, key.backspace, key.up);
    expect(bottom()).toContain('\\n.!');
    await type(key.enter);
    expect(bottom()).toMatch(/Warmth › \r/);
    await type(key.save);
    expect(submits().at(-1)).toMatchObject({ isPartial: false, values: { name: 'Juno', story: `${story.value}!`, warmth: null } });
    await platform.stop();
  });

  it('Ctrl-S finishes from anywhere, but not past something typed that nobody accepted', async () => {
    const { type, submits, bottom, platform } = await start(formOf(name, warmth));
    await type(key.enter, '9', key.back, key.save);
    expect(bottom()).toContain('Warmth › 9');
    expect(submits()).toEqual([]);
    await type('\u007f5', key.save);
    expect(submits().at(-1)).toMatchObject({ isPartial: false, values: { warmth: 5 } });
    await platform.stop();
  });

  it('Ctrl-C leaves; what was accepted is a draft, and so is what was only typed', async () => {
    const { type, submits, read, left, clock, platform } = await start(formOf(name, story, warmth));
    await type(key.clear, 'Ada', key.enter, ' More', key.leave);
    expect(submits().map(({ isPartial }) => isPartial)).toEqual([true, true]);
    expect(submits().at(-1)?.values).toEqual({ name: 'Ada', story: `${story.value} More`, warmth: 4 });
    expect(read()).toMatch(/Kept as a draft: \/personality edit juno goes on\.\n[\s\S]*you {2}› $/);
    await clock.advance(501);
    await type(key.leave);
    expect(read()).toContain('Ctrl-C once more leaves.');
    expect(left).toEqual([]);
    await platform.stop();
  });

  it('Ctrl-C keeps no cleared name and no level that is none', async () => {
    const { type, submits, out, platform } = await start(formOf(name, warmth));
    await type(key.enter, '9', key.back, key.clear, key.leave);
    expect(submits()).toEqual([]);
    expect(out()).toContain('Left; nothing was changed.');
    await platform.stop();
  });

  it('a secret is neither shown nor kept in a draft nor in the history', async () => {
    const { type, submits, out, platform, present } = await start(formOf(name, secret, warmth));
    await type(`${key.backspace}e`, key.enter, 'hush-hush', key.enter);
    expect(submits().map(({ values }) => values)).not.toContainEqual(expect.objectContaining({ key: expect.anything() }));
    await type(key.enter);
    expect(submits().at(-1)).toMatchObject({ isPartial: false, values: { key: 'hush-hush' } });
    await present(formOf(name));
    await type(key.leave, key.up, key.up);
    expect(out()).not.toContain('hush');
    await platform.stop();
  });

  it('a secret that is kept already stays when nothing is typed', async () => {
    const { type, submits, out, platform } = await start(formOf({ ...secret, value: true, limits: { required: true } }));
    expect(out()).toContain('One is kept already');
    await type(key.enter);
    expect(submits()).toMatchObject([{ isPartial: false, values: {} }]);
    await platform.stop();
  });

  it('what comes meanwhile stands above the field, which stays as it was typed', async () => {
    const { type, platform, out, bottom } = await start(formOf(name));
    await type('?');
    await platform.send({ room: 'terminal:local' }, { kind: 'notice', to: null, text: 'Ollama is up.' }, 'n');
    expect(bottom()).toMatch(/^Ollama is up\.\nName › Juno\?/);
    await platform.send({ room: 'terminal:local' }, miaSays('Half an an', 'e0', { growing: true }), 'r');
    expect(out()).not.toContain('Half');
    await platform.edit?.({ room: 'terminal:local' }, miaSays('Half an answer.', 'e0'), { ref: 'r', key: 'r' });
    expect(bottom()).toMatch(/^Mia {2}Half an answer\.\nName › Juno\?/);
    await platform.stop();
  });

  it('came back with faults: starts at them, says them, and asks only those', async () => {
    const { type, submits, read, platform } = await start(formOf(name, { ...story, fault: '2,140 characters, 1,500 fit.' }, warmth));
    expect(read()).toContain('! 2,140 characters, 1,500 fit.\nBackstory › She grew up');
    expect(read()).not.toContain('Name ›');
    await type(key.clear, 'Short.', key.enter);
    expect(submits().at(-1)).toMatchObject({ isPartial: false, values: { name: 'Juno', story: 'Short.', warmth: 4 } });
    await platform.stop();
  });

  it('after the last field the answer follows and the prompt comes back', async () => {
    const { type, submits, read, platform, events } = await start();
    await type('/personality edit juno\r');
    await platform.presentForm?.({ room: 'terminal:local' }, formOf(name), { to: events[0]?.id ?? '', key: 'f' });
    await type(key.enter);
    const to = submits()[0]?.id ?? null;
    await platform.send({ room: 'terminal:local' }, { kind: 'answer', to, answer: { kind: 'text', body: 'Saved.' }, last: true }, 'a');
    await settled();
    expect(read()).toMatch(/Saved\.\n[\s\S]*you {2}› $/);
    await type('hello\r');
    expect(events.at(-1)).toMatchObject({ kind: 'message', text: 'hello' });
    await platform.stop();
  });

  it('end of input hands over what was typed before the bot leaves', async () => {
    const { io, until, left, submits, type, platform } = await start(formOf(name));
    await type('n');
    io.input.end();
    await until(() => left.length > 0);
    expect(submits()).toMatchObject([{ isPartial: true, values: { name: 'Junon' } }]);
    await platform.stop();
  });

  it('a draft that could not be kept is said, and the form goes on', async () => {
    const { type, out, bottom, platform } = await start(formOf(name, warmth), {
      claim: async () => Promise.reject(new BotError('storage-full', 'full')),
    });
    await type('!', key.enter);
    expect(out()).toContain('The disk is full');
    expect(bottom()).toContain('Warmth › 4');
    await platform.stop();
  });

  it('what was pasted is marked as such only while a form is open', async () => {
    const { out, type, platform } = await start(formOf(name));
    expect(out()).toContain('\u001b[?2004h');
    expect(out()).not.toContain('\u001b[?2004l');
    await type(key.leave);
    expect(out()).toContain('\u001b[?2004l');
    await platform.stop();
  });
});
