import type { Command } from '../command.ts';
import { chatTexts } from './texts.ts';

export const reset: Command = {
  name: 'reset',
  summary: { en: 'Start a fresh conversation here. Memories stay.', de: 'Beginne hier ein frisches Gespräch. Erinnerungen bleiben.' },
  examples: ['chat reset'],
  options: [],
  access: 'room-admin',
  lane: 'control',
  visible: 'room',
  async *run(call, { store, clock, talk, tell }) {
    await store.commit([{ write: 'conversation', id: clock.id(), place: await talk.place(call), at: clock.now() }]);
    yield { kind: 'text', body: tell(chatTexts.reset, {}) };
  },
};
