import { DiscordAPIError } from 'discord.js';
import { type APIInteractionResponse, InteractionResponseType } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { createRecordingLogger } from '../../../../test/fakes/recording-logger.ts';
import type { DiscordApi } from './api.ts';
import { plainPayload } from './outgoing.ts';
import { createSurface, type SurfaceFacts } from './surface.ts';

const refusal = (code: number, status: number) =>
  new DiscordAPIError({ code, message: 'no' }, code, status, 'POST', 'http://discord', { body: undefined, files: undefined });

/** An interaction whose requests are only written down; the next of a kind may be refused. */
function stage(more: Partial<SurfaceFacts> = {}) {
  const clock = createFakeClock();
  const requests: string[] = [];
  const refused = new Map<string, number>();
  const did = (what: string): void => {
    requests.push(what);
    const code = refused.get(what);
    refused.delete(what);
    if (code !== undefined) throw refusal(code, code === 40_060 ? 400 : 404);
  };
  const message = (id: string) => ({ id, channel_id: '50' }) as Awaited<ReturnType<DiscordApi['followUp']>>;
  const api: Partial<DiscordApi> = {
    async respond(_interaction, response: APIInteractionResponse) {
      did(InteractionResponseType[response.type] ?? '');
      return response.type === InteractionResponseType.ChannelMessageWithSource ? message('100') : undefined;
    },
    async editOriginal() {
      did('editOriginal');
      return message('100');
    },
    async deleteOriginal() {
      did('deleteOriginal');
    },
    async followUp() {
      did('followUp');
      return message('101');
    },
  };
  const facts = {
    id: '1',
    token: 't',
    at: clock.now(),
    room: 'discord:50',
    channel: '50',
    user: '2',
    guild: '9',
    isForeign: false,
    isPrivate: false,
  } as const;
  const states: string[] = [];
  const surface = createSurface(
    { api: api as DiscordApi, clock, logger: createRecordingLogger(), onChange: (_facts, state) => states.push(state) },
    { ...facts, ...more },
  );
  return { clock, requests, refused, surface, states };
}

const words = plainPayload('words');

describe('an interaction', () => {
  it('is acknowledged before anything else, and its announcement is filled', async () => {
    const { surface, requests } = stage();
    surface.begin('thinking');
    expect(await surface.say(words, { isPrivate: false })).toEqual({ channel: '50', message: '100', isOnly: false });
    expect(requests).toEqual(['DeferredChannelMessageWithSource', 'editOriginal']);
  });

  it('that everybody saw announced is whispered when its answer is for one person', async () => {
    const { surface, requests } = stage();
    surface.begin('thinking');
    expect(await surface.say(words, { isPrivate: true })).toMatchObject({ message: '101', isOnly: true });
    expect(requests).toEqual(['DeferredChannelMessageWithSource', 'deleteOriginal', 'followUp']);
  });

  it('says what follows in the channel, or whispers it', async () => {
    const { surface } = stage();
    surface.begin('thinking');
    await surface.say(words, { isPrivate: false });
    expect(await surface.say(words, { isPrivate: false })).toBeUndefined();
    expect(await surface.say(words, { isPrivate: true })).toMatchObject({ isOnly: true });
  });

  it('that may open a window waits a moment, then is acknowledged', async () => {
    const { surface, requests, clock } = stage();
    surface.begin('thinking', 1_800);
    await clock.advance(1_700);
    expect(requests).toEqual([]);
    await clock.advance(200);
    expect(requests).toEqual(['DeferredChannelMessageWithSource']);
    expect(await surface.openModal({ custom_id: 'f', title: 't', components: [] })).toBe(false);
  });

  it('opens its window when that comes in time, and is not acknowledged again', async () => {
    const { surface, requests, clock } = stage();
    surface.begin('thinking', 1_800);
    expect(await surface.openModal({ custom_id: 'f', title: 't', components: [] })).toBe(true);
    await clock.advance(5_000);
    expect(requests).toEqual(['Modal']);
  });

  it.each([10_062, 50_027, 10_015])('that came too late (%d) leaves everything to the channel', async (code) => {
    const { surface, refused, states } = stage();
    refused.set('DeferredChannelMessageWithSource', code);
    surface.begin('thinking');
    expect(await surface.say(words, { isPrivate: true })).toBeUndefined();
    expect(states).toEqual(['lost']);
  });

  it('that another copy of us acknowledged goes on', async () => {
    const { surface, refused } = stage();
    refused.set('DeferredChannelMessageWithSource', 40_060);
    surface.begin('thinking');
    expect(await surface.say(words, { isPrivate: false })).toMatchObject({ message: '100' });
  });

  it('whose token has run out meanwhile leaves the rest to the channel', async () => {
    const { surface, refused, clock } = stage();
    surface.begin('thinking');
    refused.set('editOriginal', 50_027);
    expect(await surface.say(words, { isPrivate: false })).toBeUndefined();
    const second = stage();
    second.surface.begin('thinking');
    await second.clock.advance(13 * 60_000);
    expect(await second.surface.say(words, { isPrivate: false })).toBeUndefined();
    expect(second.requests).toEqual(['DeferredChannelMessageWithSource']);
    await clock.advance(0);
  });

  it('of a window takes the place of the message it was opened from', async () => {
    const { surface, requests } = stage({ message: '70', replaces: true, isPrivate: true });
    surface.begin('updating');
    await surface.say(words, { isPrivate: true });
    await surface.say(words, { isPrivate: true });
    expect(requests).toEqual(['DeferredMessageUpdate', 'editOriginal', 'followUp']);
  });

  it('where the bot is no member always speaks to its guest alone', async () => {
    const { surface } = stage({ isForeign: true, isPrivate: true });
    surface.begin('thinking');
    expect(await surface.say(words, { isPrivate: false })).toMatchObject({ isOnly: true });
    expect(await surface.say(words, { isPrivate: false })).toMatchObject({ isOnly: true });
  });

  it('takes an announcement back that nothing followed', async () => {
    const { surface, requests } = stage();
    surface.begin('thinking');
    await surface.settle();
    await surface.settle();
    expect(requests).toEqual(['DeferredChannelMessageWithSource', 'deleteOriginal']);
  });
});
