import { describe, expect, it } from 'vitest';
import { says } from '../../../../test/fakes/scripted-provider.ts';
import { createStage } from '../../../../test/fakes/stage.ts';
import type { RoomFacts } from '../../ports/platform.ts';
import mia from './index.ts';

async function panelIn(den: RoomFacts): Promise<string> {
  const { platform, clock } = await createStage({
    script: () => says('hello'),
    commands: [{ ...mia, name: 'mia' }],
    platform: { rooms: { 'fake:den': den } },
  });
  await platform.command('ada', 'mia', 'den');
  await clock.advance(10);
  return platform.texts('fake:den').at(-1) ?? '';
}

describe('/mia', () => {
  it('names the rights that are missing in the place, as its people know them', async () => {
    const text = await panelIn({ kind: 'room', missingRights: ['Send Messages in Threads', 'Attach Files'] });
    expect(text).toContain('2 rights are missing here');
    expect(text).toContain('· Send Messages in Threads\n· Attach Files');
  });

  it('is silent about rights where none is missing', async () => {
    const text = await panelIn({ kind: 'room' });
    expect(text).toContain('How to talk');
    expect(text).not.toContain('missing');
  });
});
