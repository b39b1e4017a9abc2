import type { Message, Turn } from '../ports/store.ts';
import type { Receipt } from '../prompting/receipt.ts';
import { askerOf } from './asker-of.ts';
import type { EngineParts } from './engine-parts.ts';
import { layOutReply, placeFurther, showParts } from './lay-out-reply.ts';
import { speakerFor } from './speaker-for.ts';
import type { TurnTools } from './turn-tools.ts';
import { shownOf, siblingsOf } from './variants-of.ts';

/** Chooses another variant and shows it in the place of the one shown now, with what can be done with it. */
export async function showVariant(
  tools: TurnTools,
  turn: Turn,
  { person, reply }: { readonly person: string; readonly reply: Message },
): Promise<void> {
  const { parts } = tools;
  const { store, clock } = parts;
  const { author, variant, id: message } = reply;
  const siblings = await siblingsOf(store, reply);
  const [first, ...shown] = await shownOf(store, siblings);
  const receipt = await store.history.receipt(message);
  const choose = { write: 'choose', message } as const;
  if (author.kind !== 'personality' || first === undefined || receipt === undefined) return store.commit([choose]);
  const frame = { kind: 'reply', to: tools.causeOf(turn), joined: [], variant, ...(await speakerOf(parts, author.id, receipt)) } as const;
  const laid = await layOutReply(tools, turn, {
    message,
    frame,
    text: reply.text,
    finish: reply.finish ?? 'stop',
    receipt,
    newest: Math.max(...siblings.map((one) => one.variant)),
    person: (await askerOf(store, message)) ?? person,
  });
  const [final, ...finals] = laid.finals;
  const row = { turn: turn.id, account: first.account, target: tools.target(turn), personality: author.id, message, at: clock.now() };
  const further = placeFurther(tools, row, { finals, shown });
  await store.commit([
    choose,
    { write: 'deliveryState', key: first.key, state: 'shown', message, ...(final === undefined ? {} : { final }) },
    ...laid.writes,
    ...further.writes,
  ]);
  await showParts(tools, turn, { keys: [first.key, ...further.keys], gone: further.gone });
}

/** Whose words they are; those of a rehearsal keep the word that says so. */
async function speakerOf({ library, models }: EngineParts, id: string, { provider }: Receipt) {
  const label = models.providers().find((status) => status.provider.name === provider)?.provider.rehearsal;
  return { personality: speakerFor((await library.get(id)) ?? { id, name: id }), ...(label === undefined ? {} : { label }) };
}
