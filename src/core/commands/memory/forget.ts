import type { Answer } from '../../answers/answer.ts';
import type { ForgetWish } from '../../memory/memory.ts';
import { type Call, textOf } from '../call.ts';
import type { Command } from '../command.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { memoryTexts } from './texts.ts';

const dayMs = 24 * 3_600_000;
const undoPrefix = 'undo:';

export const forget: Command = {
  name: 'forget',
  summary: {
    en: 'Forget a thing, a person, a room or a time. Really deleted.',
    de: 'Vergiss eine Sache, einen Menschen, einen Raum oder eine Zeit. Wirklich gelöscht.',
  },
  details: {
    en: 'Words forget every line of yours that holds them all, and what was answered to it. “last” is the last thing you said or had me keep, “today” the last 24 hours, “here” this place, “everything” all of it.',
    de: 'Worte vergessen jede Zeile von dir, in der sie alle stehen, samt den Antworten. „last“ ist das Letzte, was du gesagt oder mir aufgetragen hast, „today“ die letzten 24 Stunden, „here“ dieser Ort, „everything“ alles.',
  },
  examples: ['memory forget last', 'memory forget vacuum cleaner', 'memory forget everything'],
  options: [
    {
      name: 'query',
      kind: 'text',
      summary: { en: 'words of it, or last, today, here, everything', de: 'Worte daraus, oder last, today, here, everything' },
      maxLength: 400,
      completes: true,
    },
    { name: 'message', kind: 'word', summary: { en: 'one message, by its id', de: 'eine Nachricht, nach ihrer Kennung' } },
    { name: 'value', kind: 'word', summary: { en: 'undo, as long as there is time', de: 'rückgängig, solange Zeit ist' } },
  ],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  menu: 'message',
  menuLabel: { en: 'Forget this', de: 'Das vergessen' },
  async *run(call, needs) {
    const { memory, tell } = needs;
    const value = textOf(call, 'value');
    if (value?.startsWith(undoPrefix) === true) {
      const isBack = await memory.undoForget(call.caller, value.slice(undoPrefix.length));
      yield { kind: 'text', body: tell(isBack ? memoryTexts.undone : memoryTexts['too-late'], {}) };
      return;
    }
    const wish = toWish(call, needs);
    yield wish === undefined ? { kind: 'text', body: tell(memoryTexts.what, {}) } : await forgetNow(call, needs, wish);
  },
  async complete({ option, typed }, { tell }) {
    if (option !== 'query') return [];
    return spans.filter((value) => value.startsWith(typed.toLowerCase())).map((value) => ({ value, label: tell(memoryTexts[value], {}) }));
  },
};

/** Words that mean more than themselves. */
const spans = ['last', 'today', 'here', 'everything'] as const;

function toWish(call: Call, { clock }: CommandNeeds): ForgetWish | undefined {
  const item = textOf(call, 'message') ?? call.startOfThread ?? call.target;
  if (item !== undefined) return { item };
  const query = textOf(call, 'query')?.trim();
  switch (query?.toLowerCase()) {
    case undefined:
      return undefined;
    case 'last':
      return { last: true };
    case 'today':
      return { since: clock.now() - dayMs };
    case 'here':
      return { room: call.caller.room };
    case 'everything':
      return { since: 0 };
    default:
      return { query: query ?? '' };
  }
}

async function forgetNow({ caller, turn }: Call, { memory, tell, clock }: CommandNeeds, wish: ForgetWish): Promise<Answer> {
  // A command that was cut off runs again: under its turn it finds what it has hidden.
  const gone = await memory.forget(caller, wish, turn);
  if (gone === undefined) return { kind: 'text', body: tell(memoryTexts['nothing-to-forget'], {}) };
  const { things, messages, until, batch } = gone;
  const seconds = Math.max(1, Math.round((until - clock.now()) / 1000));
  const body =
    seconds < 60
      ? tell(memoryTexts['forgotten-seconds'], { things, messages, seconds })
      : tell(memoryTexts.forgotten, { things, messages, minutes: Math.round(seconds / 60) });
  const press = { command: 'memory forget', args: { value: `${undoPrefix}${batch}` } };
  return { kind: 'text', body, actions: [{ label: tell(memoryTexts.undo, {}), icon: 'undo', press, by: 'asker' }] };
}
