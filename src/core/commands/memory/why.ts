import type { Message } from '../../ports/store.ts';
import type { Receipt, ReceiptItem } from '../../prompting/receipt.ts';
import { shorten } from '../../texts/clip.ts';
import type { Call } from '../call.ts';
import { completeMessage, messageOption, namedReply } from '../chat/find-message.ts';
import type { Command } from '../command.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { memoryTexts } from './texts.ts';

export const why: Command = {
  name: 'why',
  summary: { en: 'What the last answer was based on.', de: 'Worauf die letzte Antwort beruhte.' },
  examples: ['memory why', 'memory why 3'],
  options: [messageOption],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  menu: 'message',
  menuLabel: { en: 'Why this?', de: 'Warum das?' },
  async *run(call, needs) {
    const reply = await namedReply(call, needs);
    const receipt = await needs.store.history.receipt(reply.id);
    const body = receipt === undefined ? needs.tell(memoryTexts['no-answer'], {}) : await explain(call, needs, { reply, receipt });
    yield { kind: 'text', body };
  },
  complete: completeMessage,
};

async function explain(
  call: Call,
  needs: CommandNeeds,
  { receipt }: { readonly reply: Message; readonly receipt: Receipt },
): Promise<string> {
  const { tell, library } = needs;
  const { personality, provider, model, exposure, ceiling, tokens, timing_ms: timing, items } = receipt;
  const name = (await library.entry(personality.id))?.name ?? personality.id;
  const kept = items.filter((item) => item.kept);
  const lines = new Set<string>();
  for (const item of kept) lines.add(`· ${await describe(call, needs, { item, name, kept })}`);
  const leftOut = items.length - kept.length;
  return [
    tell(memoryTexts['why-head'], {
      name,
      provider,
      model,
      exposure: tell(memoryTexts[exposure], {}),
      ceiling: tell(memoryTexts[ceiling], {}),
    }),
    tell(memoryTexts['why-tokens'], { in: tokens.in, out: tokens.out, first: timing.first, total: timing.total }),
    tell(memoryTexts['why-based'], {}),
    ...lines,
    ...(leftOut === 0 ? [] : [tell(memoryTexts['why-left-out'], { count: leftOut })]),
  ].join('\n');
}

async function describe(
  call: Call,
  needs: CommandNeeds,
  { item, name, kept }: { readonly item: ReceiptItem; readonly name: string; readonly kept: readonly ReceiptItem[] },
): Promise<string> {
  const { tell } = needs;
  switch (item.source) {
    case 'history':
      return tell(memoryTexts.history, { count: kept.filter(({ source }) => source === 'history').length });
    case 'memory':
      return remembered(call, needs, item);
    case 'lore':
      return tell(memoryTexts.lore, { id: item.id, reason: item.reason });
    case 'personality':
      return tell(memoryTexts.personality, { name });
    default:
      return tell(memoryTexts[item.source], {});
  }
}

/** What was recalled is shown to those it may be shown to: its author, and whoever is where it was said. */
async function remembered({ caller }: Call, { store, tell }: CommandNeeds, { id, reason }: ReceiptItem): Promise<string> {
  const message = await store.history.message(id);
  const fact = message === undefined ? await store.memory.fact(id) : undefined;
  const isOwnFact = fact?.subject === caller.person;
  const isOwn = message?.author.kind === 'participant' && (await store.rooms.person(message.author.id))?.id === caller.person;
  const isHere = message?.room === caller.room;
  const text = isOwnFact ? fact.text : isOwn || isHere ? message?.text : undefined;
  return text === undefined || text === ''
    ? tell(memoryTexts['memory-hidden'], {})
    : tell(memoryTexts.memory, { quote: shorten(text, 100), reason });
}
