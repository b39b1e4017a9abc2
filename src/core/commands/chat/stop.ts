import type { Command } from '../command.ts';
import { chatTexts } from './texts.ts';

export const stop: Command = {
  name: 'stop',
  summary: {
    en: 'Stop the answer being written. What is there stays.',
    de: 'Halte die Antwort an, die gerade entsteht. Was dasteht, bleibt.',
  },
  examples: ['chat stop'],
  options: [],
  access: 'anyone',
  lane: 'control',
  visible: 'room',
  async *run(call, { talk, tell }) {
    const isStopped = talk.stop(call);
    if (isStopped && call.isPressed === true) return;
    yield { kind: 'text', body: tell(isStopped ? chatTexts.stopped : chatTexts['nothing-to-stop'], {}) };
  },
};
