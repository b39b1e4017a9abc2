import type { Command } from '../command.ts';
import { switchSetting } from './switch-setting.ts';
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
  async *run(call, needs) {
    yield await switchSetting(call, needs, 'streaming');
  },
};
