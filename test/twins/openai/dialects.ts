import type { OpenAITwinOptions } from './openai-twin.ts';

const entry = (id: string) => ({ id, object: 'model', created: 1_750_000_000, owned_by: 'openai' });

/** OpenAI itself. */
export const openAITwin: OpenAITwinOptions = {
  dialect: 'openai',
  models: [
    'text-embedding-3-small',
    'gpt-4o',
    'whisper-1',
    'gpt-5.6-sol',
    'gpt-5.4-mini',
    'gpt-4o-mini-tts',
    'gpt-image-2',
    'gpt-4.1-mini',
    'o3',
  ].map(entry),
};

const chat = ['max_tokens', 'temperature', 'seed', 'response_format', 'structured_outputs'];

/** OpenRouter, with the prices of its list and a key that has something left. */
export const openRouterTwin: OpenAITwinOptions = {
  dialect: 'openrouter',
  base: '/api/v1',
  models: [
    {
      id: 'nice/free-model:free',
      created: 3,
      context_length: 32_768,
      architecture: { input_modalities: ['text'], output_modalities: ['text'] },
      pricing: { prompt: '0', completion: '0' },
      supported_parameters: chat,
    },
    {
      id: 'openai/gpt-5.4-mini',
      created: 2,
      context_length: 400_000,
      architecture: { input_modalities: ['text', 'image'], output_modalities: ['text'] },
      pricing: { prompt: '0.00000025', completion: '0.000002', input_cache_read: '0.000000025', request: '0' },
      top_provider: { context_length: 272_000, is_moderated: true },
      supported_parameters: ['max_tokens', 'seed', 'response_format', 'structured_outputs'],
    },
    {
      id: 'small/one',
      created: 1,
      context_length: 8_192,
      architecture: { input_modalities: ['text'], output_modalities: ['text'] },
      pricing: { prompt: '0.00000003', completion: '0.00000005' },
      supported_parameters: ['max_tokens', 'temperature'],
    },
    { id: 'openrouter/auto', created: 1, context_length: 2_000_000, pricing: { prompt: '-1', completion: '-1' } },
    { id: 'draws/pictures', created: 1, architecture: { input_modalities: ['text'], output_modalities: ['image'] } },
  ],
  pages: { '/api/v1/key': { data: { label: 'sk-or-v1-…', usage: 1.5, limit: 10, limit_remaining: 8.5, is_free_tier: false } } },
  usage: { prompt_tokens_details: { cached_tokens: 1 }, cost: 0.000_123 },
};

/** A LiteLLM proxy with one model for talking. */
export const liteLLMTwin: OpenAITwinOptions = {
  models: [entry('vectors'), entry('house'), entry('openai/*')],
  pages: {
    '/health/liveliness': "I'm alive!",
    '/model/info': {
      data: [
        { model_name: 'vectors', model_info: { mode: 'embedding', max_input_tokens: 8191 } },
        {
          model_name: 'house',
          litellm_params: { model: 'openai/gpt-4o-mini' },
          model_info: {
            mode: 'chat',
            max_input_tokens: 128_000,
            max_tokens: 16_384,
            supports_vision: true,
            input_cost_per_token: 1.5e-7,
            output_cost_per_token: 6e-7,
            cache_read_input_token_cost: 7.5e-8,
            supported_openai_params: ['temperature', 'max_tokens', 'response_format'],
          },
        },
      ],
    },
  },
  headers: { 'x-litellm-response-cost': '0.0000042' },
};
