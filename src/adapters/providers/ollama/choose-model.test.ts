import { describe, expect, it } from 'vitest';
import { type TwinModel, toListed } from '../../../../test/twins/ollama/twin-model.ts';
import { chooseModel, type ModelChoice } from './choose-model.ts';
import { readCatalog } from './read-catalog.ts';

const llama: TwinModel = { name: 'llama3.1:8b', parameterSize: '8.0B' };
const small: TwinModel = { name: 'llama3.2:3b', parameterSize: '3.2B' };
const big: TwinModel = { name: 'llama3.3:70b', parameterSize: '70.6B' };
const huge: TwinModel = { name: 'deepseek-r1:671b', parameterSize: '671B' };
const embed: TwinModel = { name: 'nomic-embed-text:latest', parameterSize: '137M', families: ['nomic-bert'] };
const cloud: TwinModel = { name: 'gpt-oss:120b-cloud', parameterSize: '12B', remoteHost: 'https://ollama.com:443' };

function choose(models: readonly TwinModel[], facts: { loaded?: readonly string[]; name?: string } = {}): ModelChoice {
  const named = facts.name === undefined ? undefined : { name: facts.name, setting: 'OLLAMA_MODEL' };
  return chooseModel(readCatalog({ models: models.map(toListed) }) ?? [], { named, loaded: facts.loaded ?? [] });
}

function said(choice: ModelChoice): readonly string[] {
  return choice.kind === 'chosen' ? [choice.model.name, choice.why.en] : [choice.kind];
}

describe('which model answers', () => {
  it.each([
    [
      'the named one, whatever is loaded',
      choose([llama, small], { name: 'llama3.2:3b', loaded: ['llama3.1:8b'] }),
      ['llama3.2:3b', 'you chose it (OLLAMA_MODEL)'],
    ],
    ['a named one may be of any size', choose([llama, big], { name: 'llama3.3:70b' }), ['llama3.3:70b', 'you chose it (OLLAMA_MODEL)']],
    ['the loaded one, even a large one', choose([llama, big], { loaded: ['llama3.3:70b'] }), ['llama3.3:70b', 'already loaded']],
    ['the one used last of several', choose([llama, small], { loaded: ['llama3.2:3b', 'llama3.1:8b'] }), ['llama3.2:3b', 'already loaded']],
    ['never a loaded embedder', choose([embed, small], { loaded: [embed.name] }), ['llama3.2:3b', 'the largest up to 14B']],
    ['the largest up to 14B', choose([small, llama, big, huge]), ['llama3.1:8b', 'the largest up to 14B']],
    ['exactly 14B counts', choose([llama, { name: 'a:x', parameterSize: '14.0B' }]), ['a:x', 'the largest up to 14B']],
    ['more than 14B does not', choose([llama, { name: 'a:x', parameterSize: '14.1B' }]), ['llama3.1:8b', 'the largest up to 14B']],
    [
      'what everybody calls 14b is 14B',
      choose([llama, { name: 'qwen3:14b', parameterSize: '14.8B' }]),
      ['qwen3:14b', 'the largest up to 14B'],
    ],
    [
      'a name that lies about it is not believed',
      choose([llama, { name: 'mix:8b', parameterSize: '46.7B' }]),
      ['llama3.1:8b', 'the largest up to 14B'],
    ],
    ['the smallest when all are larger', choose([huge, big]), ['llama3.3:70b', 'the smallest; all are larger than 14B']],
    ['never one in the cloud', choose([cloud, small]), ['llama3.2:3b', 'the largest up to 14B']],
    [
      'the file tells the size when nobody does',
      choose([
        { name: 'a', size: 40e9 },
        { name: 'b', size: 5e9 },
      ]),
      ['b', 'the largest up to 14B'],
    ],
    [
      'an unpacked file holds fewer weights',
      choose([{ name: 'a', size: 16e9, quantization: 'F16' }, small]),
      ['a', 'the largest up to 14B'],
    ],
    [
      'the first of equals',
      choose([
        { name: 'a', parameterSize: '8B' },
        { name: 'b', parameterSize: '8B' },
      ]),
      ['a', 'the largest up to 14B'],
    ],
    ['none when there is none', choose([embed, cloud]), ['none']],
  ])('%s', (_title, choice, expected) => {
    expect(said(choice)).toEqual(expected);
  });

  it.each([
    ['llama9', 'missing'],
    ['gpt-oss:120b-cloud', 'remote'],
    ['nomic-embed-text', 'embedding'],
  ])('a named %s is not replaced silently: %s', (name, reason) => {
    expect(choose([llama, cloud, embed], { name })).toMatchObject({ kind: 'unusable', reason });
  });

  it('a name without its tag, in any case, is found', () => {
    expect(said(choose([{ name: 'Mistral:latest' }], { name: 'mistral' }))[0]).toBe('Mistral:latest');
  });
});
