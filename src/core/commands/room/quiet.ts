import type { Action } from '../../answers/action.ts';
import { forEver } from '../../settings/quiet.ts';
import { textOf } from '../call.ts';
import type { Command } from '../command.ts';
import { quietWords } from './quiet-words.ts';
import { roomTexts } from './texts.ts';

const hourMs = 3_600_000;
const spans = { '1h': hourMs, '8h': 8 * hourMs, '1d': 24 * hourMs, forever: Number.POSITIVE_INFINITY } as const;
type Span = keyof typeof spans;
const spanNames = ['1h', '8h', '1d', 'forever'] as const satisfies readonly Span[];

export const quiet: Command = {
  name: 'quiet',
  summary: roomTexts.quiet,
  details: roomTexts['quiet-details'],
  examples: ['room quiet 1h', 'room quiet forever', 'room quiet off'],
  options: [
    {
      name: 'value',
      kind: 'choice',
      summary: roomTexts['option-quiet'],
      choices: [...spanNames.map((value) => ({ value, label: roomTexts[value] })), { value: 'off', label: roomTexts.speak }],
    },
  ],
  access: 'room-admin',
  lane: 'control',
  visible: 'room',
  async *run(call, needs) {
    const { store, clock, tell, talk } = needs;
    const { room } = call.caller;
    const given = textOf(call, 'value');
    if (given === undefined) {
      const actions = spanNames.map(
        (value): Action => ({
          ...{ label: tell(roomTexts[value], {}), icon: 'one', by: 'asker' },
          press: { command: 'room quiet', args: { value } },
        }),
      );
      yield { kind: 'text', body: (await quietWords(call, needs)) ?? tell(roomTexts['how-long'], {}), actions };
      return;
    }
    const wasQuiet = (await quietWords(call, needs)) !== undefined;
    const until =
      given === 'off' ? undefined : Math.min(forEver, clock.now() + (spanNames.includes(given as Span) ? spans[given as Span] : 0));
    await store.commit([{ write: 'setting', level: 'room', owner: room, key: 'quiet-until', value: until, at: clock.now() }]);
    const words = await quietWords(call, needs);
    if (until === undefined) {
      yield {
        kind: 'text',
        body: words === undefined ? tell(roomTexts[wasQuiet ? 'quiet-off' : 'not-quiet'], {}) : tell(roomTexts['still-quiet'], {}),
      };
      return;
    }
    // Now means now: an answer that is being written ends with what is there.
    talk.stop(call);
    const speak: Action = {
      label: tell(roomTexts.speak, {}),
      icon: 'undo',
      press: { command: 'room quiet', args: { value: 'off' } },
      by: 'room-admin',
    };
    yield { kind: 'text', body: words ?? '', actions: [speak] };
  },
};
