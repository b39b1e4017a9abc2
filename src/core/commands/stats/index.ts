import type { StatsDay, StatsSubject } from '../../ports/stats-store.ts';
import { type Call, textOf } from '../call.ts';
import type { CommandPart } from '../command.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { onePersonality } from '../one-personality.ts';
import { completeName } from '../personality/complete-name.ts';
import { statsTexts } from './texts.ts';

const dayMs = 24 * 3_600_000;

export default {
  summary: {
    en: "Messages, tokens, cost and speed: yours, this room's or a personality's.",
    de: 'Nachrichten, Token, Kosten und Tempo: deine, die dieses Raums oder einer Persönlichkeit.',
  },
  examples: ['stats', 'stats room', 'stats personality juno', 'stats value=30'],
  options: [
    {
      name: 'scope',
      kind: 'choice',
      summary: { en: 'whose; yours, if not said', de: 'wessen; deine, wenn nichts gesagt ist' },
      choices: [
        { value: 'me', label: { en: 'yours', de: 'deine' } },
        { value: 'room', label: { en: "this place's", de: 'die dieses Orts' } },
        { value: 'personality', label: { en: "a personality's", de: 'die einer Persönlichkeit' } },
      ],
    },
    { name: 'name', kind: 'word', summary: { en: 'which personality', de: 'welche Persönlichkeit' }, completes: true },
    { name: 'value', kind: 'number', summary: { en: 'how many days', de: 'wie viele Tage' }, min: 1, max: 366 },
  ],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  async *run(call, needs) {
    const { store, clock, tell } = needs;
    const days = Number(call.args['value'] ?? 7);
    const { subject, head } = await toSubject(call, needs, days);
    const rows = await store.stats.days(subject, clock.now() - days * dayMs);
    const body =
      rows.length === 0
        ? [head, tell(statsTexts.nothing, { days })]
        : [head, ...rows.map((row) => toLine(row, needs, call)), toTotal(rows, needs, call), tell(statsTexts.footer, {})];
    yield { kind: 'text', body: body.join('\n') };
  },
  complete: (completing, needs) => completeName(completing, needs),
} satisfies CommandPart;

async function toSubject(
  call: Call,
  needs: CommandNeeds,
  days: number,
): Promise<{ readonly subject: StatsSubject; readonly head: string }> {
  const { tell } = needs;
  const { caller } = call;
  const scope = textOf(call, 'scope') ?? 'me';
  if (scope === 'room') return { subject: { room: caller.room }, head: tell(statsTexts['head-room'], { days }) };
  if (scope === 'me') return { subject: { person: caller.person }, head: tell(statsTexts['head-me'], { days }) };
  const { id, name, owner } = await onePersonality(textOf(call, 'name') ?? needs.host.defaultPersonality, call, needs);
  // Everybody's figures are the operator's and the owner's; anyone else sees what they had with it.
  const isTheirs = caller.isOperator || owner === caller.person;
  return {
    subject: { personality: id, ...(isTheirs ? {} : { owner: caller.person }) },
    head: tell(statsTexts['head-personality'], { name, days }),
  };
}

function toLine({ day, messages, tokensIn, tokensOut, costMicro, firstMs, errors }: StatsDay, { tell }: CommandNeeds, call: Call): string {
  const cost = money(costMicro, call) ?? tell(statsTexts.free, {});
  return tell(statsTexts.line, { day, messages, in: tokensIn, out: tokensOut, cost, p50: firstMs.p50, p95: firstMs.p95, errors });
}

function toTotal(rows: readonly StatsDay[], { tell }: CommandNeeds, call: Call): string {
  const sum = (pick: (row: StatsDay) => number): number => rows.reduce((total, row) => total + pick(row), 0);
  return tell(statsTexts.total, {
    messages: sum(({ messages }) => messages),
    in: sum(({ tokensIn }) => tokensIn),
    out: sum(({ tokensOut }) => tokensOut),
    cost:
      money(
        sum(({ costMicro }) => costMicro),
        call,
      ) ?? tell(statsTexts.free, {}),
  });
}

function money(micro: number, { caller }: Call): string | undefined {
  if (micro === 0) return undefined;
  return new Intl.NumberFormat(caller.language, { style: 'currency', currency: 'USD', maximumFractionDigits: 4 }).format(micro / 1e6);
}
