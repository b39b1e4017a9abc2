import { describe, expect, it } from 'vitest';
import { type TwinModel, toListed, toShown } from '../../../../test/twins/ollama/twin-model.ts';
import type { OllamaModel } from './ollama-model.ts';
import { readCatalog, withDetails } from './read-catalog.ts';

function read(model: TwinModel, isShown = false): OllamaModel {
  const [listed] = readCatalog({ models: [toListed(model)] }) ?? [];
  if (listed === undefined) throw new Error('not listed');
  return isShown ? withDetails(listed, toShown(model)) : listed;
}

describe('the list of models', () => {
  it.each([
    ['nomic-embed-text:latest', ['nomic-bert']],
    ['all-minilm:l6-v2', ['bert']],
    ['bge-m3:567m', ['llama']],
    ['mxbai-embed-large', ['llama']],
    ['hf.co/intfloat/multilingual-e5-large', ['llama']],
    ['qwen3-embedding:4b', ['qwen3']],
    ['whatever:1b', ['bert']],
  ])('%s of %s only makes embeddings', (name, families) => {
    expect(read({ name, families }).isChat).toBe(false);
  });

  it.each(['llama3.1:8b', 'phi3.5:latest', 'embedded-coder:7b', 'gemma3:4b', 'mistral-e:5b'])('%s chats', (name) => {
    expect(read({ name }).isChat).toBe(true);
  });

  it('believes what the server says of a model more than its name', () => {
    expect(read({ name: 'plain:1b', capabilities: ['embedding'] }, true).isChat).toBe(false);
    expect(read({ name: 'plain:1b', capabilities: ['completion', 'vision', 'thinking'], contextLength: 131_072 }, true)).toMatchObject({
      isChat: true,
      sees: true,
      thinks: true,
      trainedFor: 131_072,
    });
  });

  it('knows by its family that a model sees, where nobody says', () => {
    expect(read({ name: 'llava:7b', families: ['llama', 'clip'] }).sees).toBe(true);
    expect(read({ name: 'llama3.1:8b' }).sees).toBe(false);
  });

  it.each<TwinModel>([
    { name: 'glm-4.6:cloud' },
    { name: 'gpt-oss:120b-cloud' },
    { name: 'mine:latest', remoteHost: 'https://ollama.com:443' },
  ])('$name is answered elsewhere', (model) => {
    expect(read(model).isRemote).toBe(true);
  });

  it('bears what it does not know: odd entries, names twice, thousands of them', () => {
    const many = Array.from({ length: 5000 }, (_, index) => ({ name: `m${index % 4000}:1b`, size: 'big', details: 7, more: {} }));
    expect(readCatalog({ models: [null, 3, {}, { name: '' }, ...many], more: 1 })).toHaveLength(4000);
    expect(readCatalog({ models: null })).toEqual([]);
    expect(withDetails(read({ name: 'a' }), 'nonsense')).toEqual(read({ name: 'a' }));
  });

  it.each([undefined, 'x', [], {}, { models: 'x' }])('%j is not a list of models', (json) => {
    expect(readCatalog(json)).toBeUndefined();
  });
});
