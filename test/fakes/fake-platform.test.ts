import { platformContract } from '../contracts/platform-contract.ts';
import { createFakePlatform } from './fake-platform.ts';

for (const canEdit of [true, false]) {
  platformContract(`the fake platform ${canEdit ? 'with' : 'without'} edits`, async () => {
    const platform = createFakePlatform({ now: () => 0, canEdit });
    const errors = (): readonly string[] => platform.shown.map(({ message }) => (message.kind === 'error' ? message.message : ''));
    const labels = (): readonly string[] => platform.shown.flatMap(({ message }) => (message.actions ?? []).map(({ label }) => label));
    return {
      platform,
      say: (text) => platform.say('ada', text).then(() => undefined),
      read: () => [...platform.texts(), ...errors(), ...labels()].join('\n'),
    };
  });
}
