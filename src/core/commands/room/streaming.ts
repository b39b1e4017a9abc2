import { textOf } from '../call.ts';
import type { Command } from '../command.ts';
import { roomTexts } from './texts.ts';

export const streaming: Command = {
  name: 'streaming',
  summary: roomTexts.streaming,
  examples: ['room streaming off', 'room streaming on'],
  options: [
    {
      name: 'value',
      kind: 'choice',
      summary: roomTexts['option-streaming'],
      choices: [
        { value: 'on', label: roomTexts.on },
        { value: 'off', label: roomTexts.off },
      ],
    },
  ],
  access: 'room-admin',
  lane: 'control',
  visible: 'room',
  async *run(call, { store, clock, settings, tell }) {
    const { person, room } = call.caller;
    const value = textOf(call, 'value');
    if (value !== undefined)
      await store.commit([{ write: 'setting', level: 'room', owner: room, key: 'streaming', value, at: clock.now() }]);
    const here = await settings.resolve({ person, room });
    yield { kind: 'text', body: tell<string>(roomTexts[`streaming-${here.get('streaming')}`], {}) };
  },
};
