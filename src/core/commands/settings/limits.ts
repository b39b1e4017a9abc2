import type { PanelPart } from '../../answers/answer.ts';
import { BotError } from '../../errors.ts';
import type { Spender } from '../../ports/usage-store.ts';
import { budgetDay } from '../../providers/budget.ts';
import { type LimitKind, type LimitOwner, limitKinds, limitsOf } from '../../providers/budget-limits.ts';
import { finished } from '../../texts/finished.ts';
import { type Call, textOf } from '../call.ts';
import type { Command } from '../command.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { demand } from '../may-call.ts';
import { momentsFor } from '../moments.ts';
import { limitsTexts } from './limits-texts.ts';
import { moneyFor } from './money.ts';
import { setLimit } from './set-limit.ts';

const dayMs = 86_400_000;

export const limits: Command = {
  name: 'limits',
  summary: limitsTexts.summary,
  details: limitsTexts.details,
  examples: ['settings limits', 'settings limits tokens 50000', 'settings limits money 2.50 operator'],
  options: [
    {
      name: 'field',
      kind: 'choice',
      summary: limitsTexts['option-field'],
      choices: limitKinds.map((value) => ({ value, label: limitsTexts[value] })),
    },
    { name: 'value', kind: 'word', summary: limitsTexts['option-value'], maxLength: 20 },
    {
      name: 'scope',
      kind: 'choice',
      summary: limitsTexts['option-scope'],
      choices: (['person', 'room', 'rooms', 'operator'] as const).map((value) => ({ value, label: limitsTexts[`scope-${value}`] })),
    },
    { name: 'name', kind: 'word', summary: limitsTexts['option-name'], maxLength: 200 },
  ],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  async *run(call, needs) {
    const { tell, clock } = needs;
    const named = textOf(call, 'name');
    if (call.args['field'] !== undefined || call.args['value'] !== undefined || named !== undefined) demand(call.caller, 'operator');
    const person = named === undefined ? undefined : await personNamed(named, needs);
    if (call.args['value'] !== undefined) {
      yield { kind: 'text', body: await setLimit(call, needs, { named, person }) };
      return;
    }
    const moment = await momentsFor(needs, call.caller);
    const anew = tell(limitsTexts.anew, { moment: moment(budgetDay(clock.now()) + dayMs) });
    yield {
      kind: 'panel',
      id: clock.id(),
      revision: 0,
      title: tell(limitsTexts.title, {}),
      parts: [...(await partsFor(call, needs, { named, person })), { title: tell(limitsTexts['anew-title'], {}), body: anew }],
      actions: [],
    };
  },
};

/** Whoever asks sees what concerns them; the operator, who pays, sees everything. */
async function partsFor(
  { caller }: Call,
  needs: CommandNeeds,
  { named, person }: { readonly named: string | undefined; readonly person: string | undefined },
): Promise<readonly PanelPart[]> {
  const { tell } = needs;
  const whose = person ?? caller.person;
  const title = named === undefined ? tell(limitsTexts['title-you'], {}) : tell(limitsTexts['title-them'], { name: named });
  const theirs = await partOf(caller, needs, { title, owner: 'person', spender: { person: whose }, person: whose });
  if (person !== undefined) return [theirs];
  const room = { title: tell(limitsTexts['title-room'], {}), owner: 'room', spender: { room: caller.room }, person: whose } as const;
  const bot = { title: tell(limitsTexts['title-bot'], {}), owner: 'bot', spender: 'operator', person: whose } as const;
  return [theirs, await partOf(caller, needs, room), ...(caller.isOperator ? [await partOf(caller, needs, bot)] : [])];
}

interface Shown {
  readonly title: string;
  readonly owner: LimitOwner;
  readonly spender: Spender;
  /** Whose settings are looked at. */
  readonly person: string;
}

async function partOf(caller: Call['caller'], needs: CommandNeeds, { title, owner, spender, person }: Shown): Promise<PanelPart> {
  const { store, settings, clock, tell } = needs;
  // As they hold where the operator pays: the one that nobody has set is there for that alone.
  const limit = limitsOf(await settings.resolve({ person, room: caller.room }), 'operator')[owner];
  const spent = await store.usage.spent(spender, budgetDay(clock.now()));
  const money = moneyFor(caller.language);
  const lineOf = (kind: LimitKind): readonly string[] => {
    const most = limit[kind];
    if (most === 'none') return [];
    if (kind === 'messages') return [tell(limitsTexts['line-messages'], { limit: most })];
    const left = Math.max(0, most - (kind === 'tokens' ? spent.tokens : spent.costMicro));
    if (kind === 'tokens') return [tell(limitsTexts['line-tokens'], { limit: most, left })];
    return [tell(limitsTexts['line-money'], { limit: money(most), left: money(left) })];
  };
  const lines = limitKinds.flatMap(lineOf);
  const used = tell(limitsTexts.used, { tokens: spent.tokens, money: money(spent.costMicro) });
  return { title, body: [...(lines.length === 0 ? [tell(limitsTexts.nothing, {})] : lines), used].join('\n') };
}

/** The person behind a participant the operator names. */
async function personNamed(named: string, { store }: CommandNeeds): Promise<string> {
  const known = /^[a-z]+:\S+$/.test(named) ? await store.rooms.person(named as `${string}:${string}`) : undefined;
  if (known !== undefined) return known.id;
  throw new BotError('not-found', 'no such participant', {
    field: 'name',
    advice: finished(
      {
        en: 'I have met nobody called {name}. Name them like discord:123 or matrix:@ada:example.org.',
        de: 'Ich bin niemandem begegnet, der {name} heißt. Nenne die Person wie discord:123 oder matrix:@ada:example.org.',
      },
      { name: named.slice(0, 60) },
    ),
  });
}
