import { expect, onTestFinished } from 'vitest';
import { createLiteLLMProvider } from '../../src/adapters/providers/litellm/litellm-provider.ts';
import { createOpenAIProvider } from '../../src/adapters/providers/openai/openai-provider.ts';
import { createOpenRouterProvider } from '../../src/adapters/providers/openrouter/openrouter-provider.ts';
import type { Fetch } from '../../src/core/ports/network.ts';
import type { ChatProvider, ChatRequest } from '../../src/core/ports/provider.ts';
import { openNetwork } from '../fakes/open-network.ts';
import { asHost } from '../twins/openai/as-host.ts';
import { liteLLMTwin, openAITwin, openRouterTwin } from '../twins/openai/dialects.ts';
import { type OpenAITwin, type OpenAITwinOptions, startOpenAITwin } from '../twins/openai/openai-twin.ts';
import type { ContractCase } from './provider-contract.ts';

const key = 'sk-twin-key-0123456789';

/** A server like OpenAI on this computer. */
export async function compatibleCase(): Promise<ContractCase> {
  const twin = await start({});
  const network = openNetwork();
  return toCase(twin, createOpenAIProvider({ settings: { OPENAI_BASE_URL: twin.base }, network }), { model: 'tiny' });
}

/** OpenAI itself, as far as the adapter can tell. */
export async function openAICase(): Promise<ContractCase> {
  const twin = await start({ ...openAITwin, key });
  const network = asHost('https://api.openai.com', twin);
  return toCase(twin, createOpenAIProvider({ settings: { OPENAI_API_KEY: key }, network }), {
    model: 'gpt-5.4-mini',
    fetch: network.fetch('cloud'),
  });
}

export async function openRouterCase(): Promise<ContractCase> {
  const twin = await start({ ...openRouterTwin, key });
  const network = asHost('https://openrouter.ai', twin);
  return toCase(twin, createOpenRouterProvider({ settings: { OPENROUTER_API_KEY: key }, network }), {
    model: 'openai/gpt-5.4-mini',
    fetch: network.fetch('cloud'),
  });
}

export async function liteLLMCase(): Promise<ContractCase> {
  const twin = await start({ ...liteLLMTwin, key });
  const network = openNetwork();
  return toCase(twin, createLiteLLMProvider({ settings: { LITELLM_BASE_URL: twin.url, LITELLM_API_KEY: key }, network }), {
    model: 'house',
  });
}

async function start(options: OpenAITwinOptions): Promise<OpenAITwin> {
  const twin = await startOpenAITwin(options);
  onTestFinished(async () => {
    expect(twin.violations).toEqual([]);
    await twin.close();
  });
  return twin;
}

interface Asked {
  readonly model: string;
  readonly fetch?: Fetch;
}

/** The suite brings no way out of its own: `fetch` is it. */
function toCase(twin: OpenAITwin, provider: ChatProvider, { model, fetch = openNetwork().fetch('cloud') }: Asked): ContractCase {
  const request: ChatRequest = {
    model,
    messages: [{ role: 'user', text: 'what about the umbrellas?' }],
    hints: { maxTokens: 200 },
    language: 'en',
    at: 0,
  };
  return {
    provider: { ...provider, stream: (asked, context) => provider.stream(asked, { fetch, ...context }) },
    request,
    upstream: {
      received: () => JSON.stringify(twin.received),
      connections: () => twin.connections(),
      idle: () => expect.poll(() => twin.open.size).toBe(0),
    },
  };
}
