import { afterEach, expect } from 'vitest';
import { providerContract } from '../../../../test/contracts/provider-contract.ts';
import { openNetwork } from '../../../../test/fakes/open-network.ts';
import { type OpenAITwin, type OpenAITwinOptions, startOpenAITwin } from '../../../../test/twins/openai/openai-twin.ts';
import type { ChatProvider, ChatRequest } from '../../../core/ports/provider.ts';
import { createOpenAIProvider, type OpenAISettings } from './openai-provider.ts';

const network = openNetwork();
const twins: OpenAITwin[] = [];
afterEach(async () => {
  for (const twin of twins.splice(0)) {
    expect(twin.violations).toEqual([]);
    await twin.close();
  }
});

async function start(options: OpenAITwinOptions = {}): Promise<OpenAITwin> {
  const twin = await startOpenAITwin(options);
  twins.push(twin);
  return twin;
}

const request: ChatRequest = { model: 'tiny', messages: [{ role: 'user', text: 'hi' }], hints: {}, language: 'en', at: 0 };

/** A provider whose requests go out even where the suite brings no way of its own. */
function connect(settings: OpenAISettings): ChatProvider {
  const provider = createOpenAIProvider({ settings, network });
  return { ...provider, stream: (asked, context) => provider.stream(asked, { fetch: network.fetch('loopback'), ...context }) };
}

providerContract('openai', async () => {
  const twin = await start();
  return {
    provider: connect({ OPENAI_BASE_URL: twin.base }),
    request: { ...request, messages: [{ role: 'user', text: 'what about the umbrellas?' }] },
    upstream: {
      received: () => JSON.stringify(twin.received),
      connections: () => twin.connections(),
      idle: () => expect.poll(() => twin.open.size).toBe(0),
    },
  };
});
