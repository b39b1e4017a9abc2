import { providerContract } from '../contracts/provider-contract.ts';
import { createScriptedProvider, says } from './scripted-provider.ts';

providerContract('the scripted provider', async () => ({
  provider: createScriptedProvider(() => says('one ', 'two ', 'three')),
  request: { model: 'scripted', messages: [{ role: 'user', text: 'hello' }], hints: {}, language: 'en', at: 0 },
}));
