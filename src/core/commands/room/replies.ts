import type { Command } from '../command.ts';
import { switchSetting } from './switch-setting.ts';
import { roomTexts } from './texts.ts';

export const replies: Command = {
  name: 'replies',
  summary: roomTexts.replies,
  examples: ['room replies thread', 'room replies same-place'],
  options: [
    {
      name: 'value',
      kind: 'choice',
      summary: roomTexts['option-replies'],
      choices: [
        { value: 'same-place', label: roomTexts['same-place'] },
        { value: 'thread', label: roomTexts.thread },
      ],
    },
  ],
  access: 'room-admin',
  lane: 'control',
  visible: 'room',
  async *run(call, needs) {
    yield await switchSetting(call, needs, 'replies');
  },
};
