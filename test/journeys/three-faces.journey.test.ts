import { describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../src/core/ports/provider.ts';
import type { Behaviour } from '../twins/model/model-server.ts';
import { talkIn } from './behaviours.ts';
import { commandsKnown, onDiscord } from './discord-bot.ts';
import { onMatrix } from './matrix-bot.ts';
import type { Line } from './probe.ts';
import { until } from './until.ts';
import { gate, withModel } from './with-model.ts';

/** What stands there: whose text it is, and what it offers by label. */
interface Entry {
  readonly by: string;
  readonly text: string;
  readonly actions: readonly string[];
}

/** A person in front of one face; "the last" is the last thing they said, or the newest thing that can be pressed. */
interface Player {
  say(text: string): Promise<void>;
  command(path: string, args: Readonly<Record<string, string>>): Promise<void>;
  press(label: string): Promise<void>;
  edit(text: string): void;
  remove(): void;
  /** Whether what was shown can be taken away again. */
  readonly takesBack: boolean;
  stands(): readonly Entry[];
  rests(): Promise<void>;
}

interface Face {
  readonly player: Player;
  readonly asked: readonly ChatRequest[];
  noFaults(): void;
}

/** One thing the person does and what of it is then there to read. */
type Step = { readonly sees: string; readonly offers?: string; readonly isGrowing?: boolean } & (
  | { readonly say: string }
  | { readonly command: string; readonly args?: Readonly<Record<string, string>> }
  | { readonly press: string }
  | { readonly edit: string }
  | { readonly goOn: true }
);

const story: readonly Step[] = [
  { say: 'a soup?', sees: '1. You said: a soup?', offers: 'Why' },
  { say: 'tell me a long one', sees: '2. You said', isGrowing: true },
  { goOn: true, sees: '2. You said: tell me a long one', offers: 'Why' },
  { say: 'my zebra is called Marty', sees: '3. You said: my zebra is called Marty', offers: 'Why' },
  { command: 'memory remember', args: { text: 'Marty likes apples' }, sees: 'Kept: “Marty likes apples”' },
  { command: 'memory show', sees: 'apples' },
  { press: 'Retry', sees: '4. You said: my zebra is called Marty', offers: 'Previous answer' },
  { edit: 'my zebra is called Melman', sees: '5. You said: my zebra is called Melman', offers: 'Previous answer' },
  // A slip in the command's own name is for faces where one can type it: Discord sends only commands that exist.
  { command: 'personality use', args: { name: 'jumo' }, sees: 'Did you mean Juno?' },
  { command: 'chat reset', sees: 'A fresh conversation' },
  { say: 'what does Marty like?', sees: '6. You said: what does Marty like?', offers: 'Why' },
];

/** Numbers its answers, and holds one of them halfway. */
function telling(held: Promise<void>): Behaviour {
  let count = 0;
  return async ({ question, text, finish }) => {
    count += 1;
    text(`${count}. You said`);
    if (question.includes('long')) await held;
    text(`: ${question}`);
    finish();
  };
}

async function onProbe(behave: Behaviour): Promise<Face> {
  const { start, model } = await withModel(behave);
  const probe = start({ flags: ['--stream'] });
  await probe.ready();
  const own: { id: string; text: string; readonly at: number }[] = [];
  const last = () => own.at(-1) ?? { id: '', text: '', at: 0 };
  let changes = 0;
  return {
    asked: model.requests,
    noFaults: () => expect(probe.stderr).not.toMatch(/error/i),
    player: {
      async say(text) {
        own.push({ id: `e${changes++}`, text, at: probe.lines.length });
        probe.write({ type: 'message', id: last().id, from: 'ada', text });
      },
      command: async (command, args) => void (await probe.call({ command, args })),
      press: async (label) => void (await probe.press(label)),
      edit(text) {
        last().text = text;
        probe.write({ type: 'edit', id: `x${changes++}`, from: 'ada', of: last().id, text });
      },
      takesBack: false,
      remove: () => probe.write({ type: 'delete', id: `x${changes++}`, from: 'ada', of: own.pop()?.id }),
      stands: () => fromLines(probe.lines, own),
      rests: async () => undefined,
    },
  };
}

/** Lines of one key stand in one place. */
function fromLines(lines: readonly Line[], own: readonly { readonly text: string; readonly at: number }[]): readonly Entry[] {
  const shown = new Map<string, Entry>();
  for (const [index, { type, key, text = '', at = 0, answer, message, actions = [] }] of lines.entries()) {
    for (const [nth, said] of own.entries()) if (said.at === index) shown.set(`own ${nth}`, { by: 'ada', text: said.text, actions: [] });
    const place = key ?? `line ${index}`;
    const labels = actions.map(({ label }) => label);
    if (type === 'delta') shown.set(place, { by: 'Mia', text: (shown.get(place)?.text ?? '').slice(0, at) + text, actions: [] });
    if (type === 'reply' || type === 'notice') shown.set(place, { by: 'Mia', text, actions: labels });
    if (type === 'answer') shown.set(place, { by: 'Mia', text: answer?.body ?? '', actions: labels });
    if (type === 'error') shown.set(place, { by: 'Mia', text: message ?? '', actions: labels });
  }
  return [...shown.values()];
}

async function inDiscord(behave: Behaviour): Promise<Face> {
  const { twin, model, start } = await onDiscord(behave);
  twin.guild('Den');
  const ada = twin.user('ada');
  await start();
  await commandsKnown(twin);
  const { dm } = ada;
  const own: Awaited<ReturnType<typeof dm.says>>[] = [];
  const last = () => own.at(-1) ?? unsaid();
  return {
    asked: model.requests,
    noFaults() {
      twin.noRefusals();
      twin.noPings();
    },
    player: {
      say: async (text) => void own.push(await dm.says(text)),
      command: async (path, args) => void (await dm.slash(path, args)),
      async press(label) {
        const on = dm.room.messages(ada).findLast(({ labels }) => labels.some((one) => bare(one) === label));
        await ada.clicks(label, { on: on ?? unsaid() });
      },
      edit: (text) => ada.edits(last(), text),
      takesBack: true,
      remove: () => ada.deletes(own.pop() ?? unsaid()),
      stands: () =>
        dm.room
          .messages(ada)
          .filter(({ isLoading }) => !isLoading)
          .map(({ authorId, text, labels }) => ({ by: authorId === ada.id ? 'ada' : 'Mia', text, actions: labels.map(bare) })),
      rests: () => dm.settles(),
    },
  };
}

async function inMatrix(behave: Behaviour): Promise<Face> {
  const { twin, model, start } = await onMatrix(behave);
  const ada = twin.user('ada');
  await start();
  const { dm } = ada;
  await dm.room.until('she has come', () => dm.room.membership(twin.bot) === 'join');
  const own: ReturnType<typeof dm.says>[] = [];
  const last = () => own.at(-1) ?? unsaid();
  const signs = (message: ReturnType<typeof dm.says>): readonly string[] =>
    message.reactions.filter(({ by }) => by === twin.bot.id).map(({ key }) => key);
  return {
    asked: model.requests,
    noFaults() {
      twin.noRefusals();
      twin.noPings();
    },
    player: {
      say: async (text) => void own.push(dm.says(text)),
      command: async (path, args) => void dm.says(`/${[path, ...Object.values(args)].join(' ')}`),
      async press(label) {
        const on = dm.room.messages(ada).findLast((message) => signs(message).some((key) => meanings[key] === label));
        ada.reacts(on ?? unsaid(), Object.keys(meanings).find((key) => meanings[key] === label) ?? '');
      },
      edit: (text) => ada.edits(last(), text),
      takesBack: true,
      remove: () => ada.redacts(own.pop() ?? unsaid()),
      stands: () =>
        dm.room
          .messages(ada)
          .filter(({ authorId, text }) => authorId !== ada.id || !text.startsWith('/'))
          .map((message) => ({ by: message.authorId === ada.id ? 'ada' : 'Mia', ...offered(message.text, signs(message)) })),
      rests: () => dm.settles(),
    },
  };
}

/** What stands in the end, what is left after the deletion, and what the model was asked. */
interface Told {
  readonly told: readonly Entry[];
  readonly left: readonly Entry[];
  readonly asked: readonly ChatRequest[];
}

/** Discord makes the bot's own lines small; clients on Matrix order signs by when they were set. */
const readable = ({ by, text, actions }: Entry): Entry => ({
  by,
  text: text.replace(/^-# /gm, '').replaceAll(/\d+ \w{3} \d{4}, \d\d:\d\d/g, '(when)'),
  actions: actions.toSorted(),
});

/** The faces are played one after another, and each has ids of its own for people: only the moments and those ids may differ. */
const comparable = (request: ChatRequest): ChatRequest =>
  JSON.parse(JSON.stringify(request).replaceAll(now, '(now)'), (key, value) => {
    if (key === 'at') return 0;
    return key === 'speaker' ? { ...value, id: '(ada)' } : value;
  });
/** How the prompt tells the day and the time. */
const now = /It is \w+, [^.]*\. Yesterday was [^.]*\./g;

/** What the signs under a message stand for on Matrix, where replies carry no labels. */
const meanings: Readonly<Record<string, string>> = {
  '🔁': 'Retry',
  '◀️': 'Previous answer',
  '▶️': 'Next answer',
  '❓': 'Why',
  '➡️': 'Continue',
};

/** A notice says in its last line what its signs do, also where the server's limits leave no room for the signs; replies show theirs alone. */
function offered(text: string, signs: readonly string[]): Pick<Entry, 'text' | 'actions'> {
  const legend = /\n\n(\p{Extended_Pictographic}\u{FE0F}? \p{L}.*)$/u.exec(text);
  if (legend === null) return { text, actions: signs.map((key) => meanings[key] ?? key) };
  return { text: text.slice(0, legend.index), actions: (legend[1] ?? '').split('   ').map(bare) };
}

/** A label without the sign before it. */
const bare = (label: string): string => label.replace(/^[^\p{L}]+/u, '');

function unsaid(): never {
  throw new Error('nothing like that stands there');
}

function act(player: Player, step: Step, held: { open(): void }): Promise<void> | void {
  if ('say' in step) return player.say(step.say);
  if ('command' in step) return player.command(step.command, step.args ?? {});
  if ('press' in step) return player.press(step.press);
  if ('edit' in step) return player.edit(step.edit);
  held.open();
}

/** The whole story; after it the last question is taken back, and one more is asked. */
async function play(open: (behave: Behaviour) => Promise<Face>): Promise<Told> {
  const held = gate();
  const { player, asked, noFaults } = await open(telling(held.opened));
  const sees = (words: string, label?: string): Promise<void> =>
    until(() =>
      player
        .stands()
        .some(({ by, text, actions }) => by === 'Mia' && text.includes(words) && (label === undefined || actions.includes(label))),
    );
  for (const step of story) {
    await act(player, step, held);
    await sees(step.sees, step.offers);
    // What grows is not at rest.
    if (step.isGrowing !== true) await player.rests();
  }
  const told = player.stands().map(readable);
  player.remove();
  await until(() => !player.takesBack || !player.stands().some(({ text }) => text.startsWith('6.')));
  await player.say('and now?');
  await sees('7. You said: and now?', 'Why');
  await player.rests();
  await player.command('memory search', { query: 'Marty' });
  await sees('about that');
  await player.rests();
  noFaults();
  return { told, left: player.stands().map(readable), asked: asked.map(comparable) };
}

describe('the same conversation', () => {
  it('reads the same in the probe, on Discord and on Matrix, and asks the model the same', async () => {
    const [probe, discord, matrix] = await Promise.all([play(onProbe), play(inDiscord), play(inMatrix)]);
    expect(probe.told.map(({ text }) => text)).toEqual(expect.arrayContaining([expect.stringContaining("I'm an AI")]));
    expect(discord.told).toEqual(probe.told);
    expect(matrix.told).toEqual(probe.told);
    // Nothing printed can be taken back: that a deletion took something shows in the probe by what comes after it.
    expect(matrix.left).toEqual(discord.left);
    expect(JSON.stringify(discord.left)).not.toContain('what does Marty like?');
    expect(probe.left.slice(-3)).toEqual(discord.left.slice(-3));
    expect(probe.left.at(-1)?.text).not.toContain('what does Marty like?');
    expect(probe.asked.map(talkIn)[6]).toEqual(['and now?']);
    expect(discord.asked).toEqual(probe.asked);
    expect(matrix.asked).toEqual(probe.asked);
  }, 90_000);
});
