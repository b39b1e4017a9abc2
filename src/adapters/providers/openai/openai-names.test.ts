import type { LookupAddress } from 'node:dns';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { openNetwork } from '../../../../test/fakes/open-network.ts';
import { type OpenAITwin, startOpenAITwin } from '../../../../test/twins/openai/openai-twin.ts';
import type { ChatRequest, Exposure } from '../../../core/ports/provider.ts';
import { createOpenAIProvider } from './openai-provider.ts';

/** What every name stands for. */
const names = vi.hoisted(() => ({ addresses: [] as LookupAddress[] }));
vi.mock('node:dns', async (original) => ({
  ...(await original<typeof import('node:dns')>()),
  lookup: (_name: string, _options: unknown, done: (error: null, found: LookupAddress[]) => void) => done(null, names.addresses),
}));

const here: LookupAddress = { address: '127.0.0.1', family: 4 };
const far: LookupAddress = { address: '203.0.113.9', family: 4 };
const request: ChatRequest = { model: 'tiny', messages: [{ role: 'user', text: 'hi' }], hints: {}, language: 'en', at: 0 };
const signal = new AbortController().signal;

let twin: OpenAITwin;
beforeEach(async () => {
  twin = await startOpenAITwin();
  onTestFinished(() => twin.close());
});

function connect(locality?: Exposure) {
  const network = openNetwork();
  const settings = { OPENAI_BASE_URL: `http://models.example:${twin.port}/v1`, OPENAI_LOCALITY: locality };
  const provider = createOpenAIProvider({ settings, network });
  return {
    provider,
    ask: () =>
      provider
        .stream(request, { signal, fetch: network.fetch(provider.exposure, { isDeclared: provider.isDeclared === true }) })
        [Symbol.asyncIterator]()
        .next(),
  };
}

it('a name of the open network that leads into a private one is not gone to, unless the operator said how far it is', async () => {
  names.addresses = [here];
  const { provider, ask } = connect();
  expect(provider).toMatchObject({ exposure: 'cloud', company: 'models.example' });
  await expect(ask()).rejects.toMatchObject({ code: 'no-model' });
  expect(twin.received).toEqual([]);
  const declared = connect('cloud');
  expect(declared.provider.isDeclared).toBe(true);
  expect(await declared.ask()).toMatchObject({ value: { type: 'text' } });
});

it('the operator may say that it is near, and is held to it when the name moves away', async () => {
  names.addresses = [here];
  const { provider, ask } = connect('loopback');
  expect(provider.exposure).toBe('loopback');
  expect(provider.company).toBeUndefined();
  expect(await ask()).toMatchObject({ value: { type: 'text' } });
  for (const moved of [[far], [here, far]]) {
    names.addresses = moved;
    const again = connect('loopback');
    await expect(again.ask()).rejects.toMatchObject({ code: 'no-model' });
    expect(await again.provider.health?.(signal)).toMatchObject({
      state: 'down',
      problem: { en: expect.stringContaining('lies further away') },
    });
  }
  expect(twin.chats).toHaveLength(1);
});
