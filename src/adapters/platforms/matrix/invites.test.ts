import { MatrixError } from 'matrix-bot-sdk/lib/models/MatrixError.js';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { stateIn } from '../../../../test/fakes/kept-state.ts';
import { createRecordingLogger } from '../../../../test/fakes/recording-logger.ts';
import { createSay } from '../../../core/texts/create-say.ts';
import { createInvites, welcome } from './invites.ts';

const self = '@mia:twin';
const invitation = { type: 'm.room.member', sender: '@ada:twin', state_key: self, content: { membership: 'invite' } };

/** Somebody has just invited the bot; `refusal`: what the homeserver says to its joining, as long as it says so. */
async function invited() {
  const clock = createFakeClock();
  const kept = new Map<string, string>();
  const joined: string[] = [];
  const server: { refusal: Error | undefined; tries: number } = { refusal: undefined, tries: 0 };
  const invites = createInvites({
    ...{ clock, self, logger: createRecordingLogger(), state: stateIn(kept), say: createSay() },
    api: {
      async join(room) {
        server.tries += 1;
        if (server.refusal !== undefined) throw server.refusal;
        joined.push(room);
      },
      leave: async () => undefined,
    },
    isWelcome: welcome({ invites: undefined, allow: ['matrix:*'] }),
    isExpected: () => false,
    onEncrypted: () => undefined,
  });
  return { clock, kept, joined, server, take: () => invites.take('!den:twin', [invitation]) };
}

describe('an invitation', () => {
  it('outlasts a homeserver that is down for ten minutes', async () => {
    const { clock, kept, joined, server, take } = await invited();
    server.refusal = new TypeError('fetch failed');
    await take();
    await clock.advance(600_000);
    expect(server.tries).toBeLessThan(20);
    expect(kept.size).toBe(1);
    server.refusal = undefined;
    await clock.advance(60_000);
    expect([joined, kept.size]).toEqual([['!den:twin'], 0]);
  });

  it('that was taken back is given up', async () => {
    const { clock, kept, server, take } = await invited();
    server.refusal = new MatrixError({ errcode: 'M_FORBIDDEN', error: 'You are not invited to this room.' }, 403);
    await take();
    await clock.advance(600_000);
    expect([server.tries, kept.size]).toEqual([5, 0]);
  });
});
