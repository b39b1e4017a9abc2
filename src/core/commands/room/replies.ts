import { textOf } from '../call.ts';
import type { Command } from '../command.ts';
import { roomTexts } from './texts.ts';

export const replies: Command = {
  name: 'replies',
  summary: roomTexts.replies,
  details: roomTexts['replies-details'],
  examples: ['room replies thread', 'room replies here'],
  options: [
    {
      name: 'value',
      kind: 'choice',
      summary: roomTexts['option-replies'],
      choices: [
        { value: 'here', label: roomTexts.here },
        { value: 'thread', label: roomTexts.thread },
      ],
    },
  ],
  access: 'room-admin',
  lane: 'control',
  visible: 'room',
  async *run(call, { store, clock, settings, tell }) {
    const { person, room, hasThreads } = call.caller;
    const value = textOf(call, 'value');
    if (value === 'thread' && !hasThreads) {
      yield { kind: 'text', body: tell(roomTexts['no-threads'], {}) };
      return;
    }
    if (value !== undefined) await store.commit([{ write: 'setting', level: 'room', owner: room, key: 'replies', value, at: clock.now() }]);
    const here = hasThreads ? (await settings.resolve({ person, room })).get('replies') : 'here';
    yield { kind: 'text', body: tell<string>(roomTexts[`replies-${here}`], {}) };
  },
};
