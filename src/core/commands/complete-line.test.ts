import { describe, expect, it } from 'vitest';
import { says } from '../../../test/fakes/scripted-provider.ts';
import { createStage, personality, type Stage } from '../../../test/fakes/stage.ts';
import { BotError } from '../errors.ts';
import chat from './chat/index.ts';
import type { CommandPart } from './command.ts';
import connect from './connect/index.ts';
import me from './me/index.ts';
import memory from './memory/index.ts';
import personalityPart from './personality/index.ts';
import settings from './settings/index.ts';

const commands = Object.entries({ chat, connect, me, memory, personality: personalityPart, settings } as Readonly<
  Record<string, CommandPart>
>).map(([name, part]) => ({ ...part, name }));
const cast = [personality('mia', 'Mia'), personality('juno', 'Juno'), personality('old-man', 'The Old Man')];

const stageWith = (owners: readonly string[] = []): Promise<Stage> =>
  createStage({ commands, cast, script: () => says('one'), settings: { owners } });

async function complete({ engine }: Stage, line: string): Promise<readonly string[]> {
  return (await engine.complete({ room: 'fake:dm/ada', participant: 'fake:ada', line })).map(({ value }) => value);
}

describe('a line that is being typed', () => {
  it('goes on with commands, then with those of the group, then with values', async () => {
    const stage = await stageWith();
    expect(await complete(stage, '/')).toEqual(['/chat ', '/me ', '/memory ', '/personality ', '/settings ']);
    expect(await complete(stage, '/me')).toEqual(['/me ', '/memory ']);
    expect(await complete(stage, '/chat re')).toEqual(['/chat retry ', '/chat resume ', '/chat reset ']);
    expect(await complete(stage, '/CHAT  RE')).toEqual(['/chat retry ', '/chat resume ', '/chat reset ']);
    expect(await complete(stage, '/personality use ju')).toEqual(['/personality use Juno ']);
    expect(await complete(stage, '/nothing')).toEqual([]);
  });

  it('with a group that stands for one of its commands is still a group', async () => {
    const stage = await stageWith();
    expect(await complete(stage, '/memory ')).toEqual(['show', 'search', 'why', 'remember', 'forget'].map((name) => `/memory ${name} `));
    expect(await complete(stage, '/settings p')).toEqual(['/settings provider ']);
  });

  it('keeps what stands before, quotes what has spaces, and knows values by their option’s name', async () => {
    const stage = await stageWith();
    expect(await complete(stage, '/personality use old')).toEqual(['/personality use "The Old Man" ']);
    expect(await complete(stage, '/me  time')).toEqual(['/me  time-zone ']);
    expect(await complete(stage, '/me remember ')).toEqual(['everything', 'asked', 'nothing'].map((value) => `/me remember ${value} `));
    expect(await complete(stage, '/settings model scope=r')).toEqual(['/settings model scope=room ']);
    expect(await complete(stage, '/chat retry value=p')).toEqual(['/chat retry value=previous ']);
  });

  it('offers nobody what is not theirs to call', async () => {
    expect(await complete(await stageWith(['fake:ada']), '/con')).toEqual(['/connect ']);
    expect(await complete(await stageWith(), '/con')).toEqual([]);
    const room = { room: 'fake:den', participant: 'fake:ada', line: '/chat re' } as const;
    const rooms = { 'fake:den': { kind: 'room', admins: ['fake:mod'] } } as const;
    const stage = await createStage({ commands, cast, script: () => says('one'), platform: { rooms } });
    const mine = async (participant: 'fake:ada' | 'fake:mod') =>
      (await stage.engine.complete({ ...room, participant })).map(({ value }) => value);
    expect(await mine('fake:ada')).toEqual(['/chat retry ']);
    expect(await mine('fake:mod')).toEqual(['/chat retry ', '/chat resume ', '/chat reset ']);
  });

  it('answers a platform that asks for one option', async () => {
    const stage = await stageWith();
    const asked = { room: 'fake:dm/ada', participant: 'fake:ada', command: 'me', option: 'field', typed: 'pro', args: {} } as const;
    expect((await stage.engine.complete(asked)).map(({ value }) => value)).toEqual(['pronouns']);
  });

  it('is left alone when nothing can be found out', async () => {
    const stage = await stageWith();
    expect(await complete(stage, '/personality use "Ju')).toEqual([]);
    stage.platform.describe = async () => {
      throw new BotError('platform-failed', 'nobody there');
    };
    expect(await complete(stage, '/ch')).toEqual([]);
  });
});
