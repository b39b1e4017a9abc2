import type { Call } from '../commands/call.ts';
import { BotError } from '../errors.ts';
import { castHere } from '../events/cast-here.ts';
import type { Lanes } from '../events/lanes.ts';
import type { OutgoingReply } from '../ports/platform.ts';
import type { CastMember, Conversation, ConversationPlace, Message, Turn } from '../ports/store.ts';
import type { Write } from '../ports/writes.ts';
import { dmAudience, roomAudience } from '../privacy/audience.ts';
import type { Receipt } from '../prompting/receipt.ts';
import type { TalkControls } from './talk-controls.ts';
import type { TurnTools } from './turn-tools.ts';

/** What the chat commands do; `turn` is the command's own. */
export function createTalkControls(tools: TurnTools, lanes: Lanes, turn: Turn): TalkControls {
  const { parts, deliverer } = tools;
  const { store, clock, library } = parts;

  const again = (cast: readonly CastMember[], message: string): Write => ({
    write: 'requeue',
    id: turn.id,
    cast,
    message,
    notBefore: clock.now(),
  });

  /** The personality of a reply as it is today. */
  async function memberOf(message: Message): Promise<CastMember> {
    if (message.author.kind !== 'personality') throw new BotError('bug', 'not a reply');
    const { id, revision } = message.author;
    return { personality: id, revision: (await library.entry(id))?.revision ?? revision };
  }

  async function hostOf({ caller }: Pick<Call, 'caller'>): Promise<CastMember> {
    const [host] = await castHere(parts, caller);
    if (host === undefined) throw new BotError('unknown-personality', 'nobody is here', { field: 'personality' });
    return { personality: host.id, revision: host.revision };
  }

  async function placeOf(call: Pick<Call, 'caller'>): Promise<ConversationPlace> {
    const { room, person, roomKind } = call.caller;
    return roomKind === 'room' ? { room } : { room, person, personality: (await hostOf(call)).personality };
  }

  async function toOutgoing(reply: Message, receipt: Receipt): Promise<OutgoingReply> {
    const id = reply.author.id;
    return {
      kind: 'reply',
      to: tools.causeOf(turn),
      joined: [],
      personality: { id, name: (await library.entry(id))?.name ?? id },
      text: reply.text,
      variant: reply.variant,
      end: { finish: reply.finish ?? 'stop', receipt },
    };
  }

  /** A reply that is not the newest is answered anew on a branch: what came after it stays in its own conversation. */
  async function branchAt(reply: Message, head: string): Promise<{ readonly writes: readonly Write[]; readonly conversation?: string }> {
    const siblings = reply.parent === undefined ? [] : await store.history.repliesTo(reply.parent);
    for (const { id } of [reply, ...siblings]) if (await store.history.isHead(id)) return { writes: [] };
    const place = reply.conversation === undefined ? undefined : await store.history.placeOf(reply.conversation);
    if (place === undefined) return { writes: [] };
    const conversation = clock.id();
    return { writes: [{ write: 'conversation', id: conversation, place, at: clock.now(), head }], conversation };
  }

  return {
    stop: ({ caller }) => lanes.stopRoom(caller.room, 'stopped'),

    async say(call, text, personality) {
      const { room, roomKind, person } = call.caller;
      const named = personality === undefined ? undefined : await library.entry(personality);
      const member = named === undefined ? await hostOf(call) : { personality: named.id, revision: named.revision };
      const message = clock.id();
      const audience = roomKind === 'dm' ? dmAudience(person, member.personality) : roomAudience(room);
      const rating = (await library.entry(member.personality))?.rating ?? 'everyone';
      const said = { id: message, ref: turn.event.id, text, at: turn.event.at, audience, exposure: parts.settings.ceiling, rating };
      await store.commit([
        { write: 'said', turn: turn.id, message: said },
        again([member], message),
        { write: 'blankCall', turn: turn.id },
      ]);
    },

    async retry(call, message) {
      if (message.author.kind === 'participant') {
        await store.commit([again([await hostOf(call)], message.id)]);
        return;
      }
      if (message.parent === undefined) throw new BotError('nothing-to-do', 'a reply to nothing');
      const { writes, conversation } = await branchAt(message, message.parent);
      const member = await memberOf(message);
      const cast: CastMember = conversation === undefined ? { ...member, as: 'variant' } : { ...member, conversation };
      await store.commit([...writes, again([cast], message.parent)]);
    },

    async continue(_call, reply) {
      const { writes, conversation } = await branchAt(reply, reply.id);
      const cast: CastMember = { ...(await memberOf(reply)), as: 'continuation', ...(conversation === undefined ? {} : { conversation }) };
      await store.commit([...writes, again([cast], reply.id)]);
    },

    async edit(call, message, text) {
      const lead = await store.turns.ofMessage(message.id);
      await store.commit([{ write: 'edit', message: message.id, text, at: turn.event.at }]);
      if (lead !== undefined) lanes.stopTurn(lead.id, 'edited');
      const cast = lead === undefined || lead.cast.length === 0 ? [await hostOf(call)] : lead.cast;
      const asVariants = cast.map((member) => ({ ...member, as: 'variant' as const }));
      await store.commit([again(asVariants, lead?.message ?? message.id), { write: 'blankCall', turn: turn.id }]);
    },

    async choose(_call, reply) {
      const siblings = reply.parent === undefined ? [reply] : await store.history.repliesTo(reply.parent);
      const shown = (await Promise.all(siblings.map(({ id }) => store.deliveries.ofMessage(id)))).flat();
      const { author } = reply;
      const delivery = shown.find(({ part, personality }) => part === 0 && author.kind === 'personality' && personality === author.id);
      const receipt = await store.history.receipt(reply.id);
      const final = delivery === undefined || receipt === undefined ? undefined : await toOutgoing(reply, receipt);
      await store.commit([
        { write: 'choose', message: reply.id },
        ...(delivery === undefined || final === undefined
          ? []
          : [{ write: 'deliveryState', key: delivery.key, state: 'shown', message: reply.id, final } as const]),
      ]);
      const row = delivery === undefined ? undefined : await store.deliveries.byKey(delivery.key);
      if (row?.final !== undefined) await deliverer.deliver(row);
    },

    async path(call, limit) {
      const conversation: Conversation | undefined = await store.history.conversation(await placeOf(call));
      return conversation?.head === undefined ? [] : store.history.path(conversation.head, limit);
    },

    place: placeOf,
  };
}
