import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../test/fakes/fake-clock.ts';
import { createMemoryStore } from '../../../test/fakes/memory-store.ts';
import { png } from '../../../test/fakes/picture-samples.ts';
import { says } from '../../../test/fakes/scripted-provider.ts';
import { createStage, personality, type Stage } from '../../../test/fakes/stage.ts';
import type { Form } from '../answers/form.ts';
import type { Json } from '../answers/json.ts';
import type { CommandPart } from '../commands/command.ts';
import type { HostFacts } from '../commands/command-needs.ts';
import personalityPart from '../commands/personality/index.ts';

interface Came {
  readonly values: Readonly<Record<string, Json>> | undefined;
  readonly isPartial: boolean;
}

/** A command with a form of one field of each delicate kind; it keeps what comes back. */
function formCommand(came: Came[]): CommandPart & { readonly name: string } {
  const form: Form = {
    id: 'form-1',
    revision: 3,
    title: 'A card',
    sections: [
      {
        title: 'All of it',
        fields: [
          { id: 'title', label: 'Title', help: 'What it is called.', kind: 'line', limits: { required: true, maxLength: 10 } },
          { id: 'warmth', label: 'Warmth', help: '', kind: 'level', limits: {} },
          { id: 'key', label: 'Key', help: '', kind: 'secret', limits: {} },
        ],
      },
    ],
    submit: { command: 'card', args: {} },
  };
  return {
    name: 'card',
    summary: { en: 'a card', de: 'eine Karte' },
    examples: ['card'],
    options: [],
    access: 'anyone',
    lane: 'control',
    visible: 'asker',
    opens: 'form',
    async *run({ values, isPartial }) {
      if (values === undefined) {
        yield { kind: 'form', form };
        return;
      }
      came.push({ values, isPartial });
      yield { kind: 'text', body: isPartial ? 'never to be seen' : 'Saved.' };
    },
  };
}

async function opened(came: Came[] = [], more: Partial<Stage> = {}): Promise<Stage> {
  const stage = await createStage({ commands: [formCommand(came)], script: () => says('Just talk.'), ...more });
  await stage.platform.command('ada', 'card');
  await stage.clock.advance(100);
  return stage;
}

/** Says a line and gives what is shown last. */
async function say(stage: Stage, line: string, who = 'ada'): Promise<string> {
  await stage.platform.say(who, line);
  await stage.clock.advance(2000);
  return stage.platform.texts(`fake:dm/${who}`).at(-1) ?? '';
}

describe('a form on a platform that has none', () => {
  it('is a card that lines fill in; a fault is named, and what is right stays', async () => {
    const came: Came[] = [];
    const stage = await opened(came);
    expect(stage.platform.texts().at(-1)).toContain(' 1  Title: (empty)');
    expect(await say(stage, '1 much too long a title')).toBe('21 characters, 10 fit.');
    expect(await say(stage, '1 Old map')).toContain(' 1  Title: Old map');
    expect(await say(stage, '2 4')).toContain(' 2  Warmth: 4');
    expect(await say(stage, 'show 1')).toContain('What it is called.');
    expect(await say(stage, 'save')).toBe('Saved.');
    expect(came.map(({ isPartial }) => isPartial)).toEqual([true, true, false]);
    expect(came.at(-1)?.values).toEqual({ title: 'Old map', warmth: 4 });
    // Closed: the same words are talk again.
    expect(await say(stage, '1 is a number')).toBe('Just talk.');
  });

  it('leaves every other line to the talk, and everybody else alone', async () => {
    const stage = await opened();
    expect(await say(stage, 'what is a card?')).toBe('Just talk.');
    expect(await say(stage, '1 for all', 'bob')).toBe('Just talk.');
  });

  it('is left by a word, and keeps what was there as a draft', async () => {
    const came: Came[] = [];
    const stage = await opened(came);
    await say(stage, '1 Old map');
    expect(await say(stage, 'cancel')).toContain('closed');
    expect(came).toEqual([{ values: { title: 'Old map', warmth: null }, isPartial: true }]);
    expect(await say(stage, 'save')).toBe('Just talk.');
  });

  it('is still open after a restart', async () => {
    const came: Came[] = [];
    const clock = createFakeClock();
    const store = createMemoryStore();
    const first = await opened(came, { clock, store });
    await first.platform.say('ada', '1 Old map', { id: 'first' });
    await clock.advance(2000);
    const second = await createStage({ clock, store, commands: [formCommand(came)], script: () => says('Just talk.') });
    await second.platform.say('ada', 'save', { id: 'second' });
    await clock.advance(2000);
    expect(came.at(-1)).toEqual({ values: { title: 'Old map', warmth: null }, isPartial: false });
  });

  it('takes a picture by its path from the operator at the machine, shows which it is, and clears it', async () => {
    const isHere = (participant: string) => participant === 'fake:ada';
    const pictureFile: HostFacts['pictureFile'] = async (participant, path) =>
      isHere(participant) ? (path === 'ren.png' ? { bytes: png } : { fault: { en: `${path}: gone.`, de: '' } }) : undefined;
    const cast = [personality('mia', 'Mia')];
    const commands = [{ ...personalityPart, name: 'personality' }];
    const stage = await createStage({ cast, commands, script: () => says('Just talk.'), host: { pictureFile } });
    for (const who of ['ada', 'bob']) {
      await stage.platform.command(who, 'personality create Ren "a clockmaker"');
      await stage.clock.advance(1000);
      await stage.platform.command(who, 'personality edit ren');
      await stage.clock.advance(1000);
      expect(stage.platform.texts(`fake:dm/${who}`).at(-1)).toContain(' 5  Portrait: (empty)');
      expect(await say(stage, 'show 5', who)).toContain('PNG, JPEG, WebP or GIF; at most 1,024 KB');
    }
    expect(await say(stage, '5 ren.png')).toContain(' 5  Portrait: ren.png');
    expect(await say(stage, 'save')).toMatch(/Portrait: nothing → PNG [0-9a-f]{8}/);
    await stage.platform.command('ada', 'personality edit ren');
    await stage.clock.advance(1000);
    expect(await say(stage, '5 lost.png')).toContain(' 5  Portrait: lost.png');
    expect(await say(stage, 'save')).toContain('! lost.png: gone.');
    expect(await say(stage, 'clear 5')).toContain(' 5  Portrait: (empty)');
    expect(await say(stage, 'save')).toContain('Nothing is different');
    // Nobody else can make it read the machine's files.
    await say(stage, '5 ren.png', 'bob');
    expect(await say(stage, 'save', 'bob')).toContain('! It must be a picture: PNG, JPEG, WebP or GIF.');
  });

  it('takes no secret: nothing of it is kept anywhere', async () => {
    const came: Came[] = [];
    const store = createMemoryStore();
    const stage = await opened(came, { store });
    expect(await say(stage, '3 sk-hush-hush')).toContain('A secret does not belong into a chat');
    expect(await say(stage, 'save')).toBe('Saved.');
    expect(JSON.stringify([came, store.data.turns, [...store.data.marks], store.data.messages])).not.toContain('hush');
  });
});
