import { answering } from '../answering.ts';
import type { Command } from '../command.ts';
import { dated } from './lines.ts';
import { memoryTexts } from './texts.ts';

/** So many of the last things said are listed. */
const mostLines = 10;

export const show: Command = {
  name: 'show',
  summary: { en: 'What I remember about you, in your own words, with dates.', de: 'Was ich von dir weiß, in deinen Worten, mit Datum.' },
  examples: ['memory show'],
  options: [],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  async *run({ caller }, needs) {
    const { memory, store, tell } = needs;
    const { id } = await answering(needs, caller);
    const line = await dated(needs, caller);
    const facts = await memory.facts(caller, id);
    // Where others read along, only what was said there.
    const said = await store.memory.messagesOf({
      person: caller.person,
      limit: mostLines,
      ...(caller.roomKind === 'room' ? { room: caller.room } : {}),
    });
    const blocks = [
      ...(facts.length === 0 ? [] : [tell(memoryTexts.facts, {}), ...facts.map(({ at, text }) => line(at, text))]),
      ...(said.length === 0 ? [] : [tell(memoryTexts.said, {}), ...said.map(({ at, text }) => line(at, text))]),
    ];
    yield {
      kind: 'text',
      body: blocks.length === 0 ? tell(memoryTexts['nothing-yet'], {}) : [...blocks, tell(memoryTexts['show-footer'], {})].join('\n'),
    };
  },
};
