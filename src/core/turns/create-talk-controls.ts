import type { Call } from '../commands/call.ts';
import { BotError } from '../errors.ts';
import { againEvent } from '../events/again-event.ts';
import { castHere } from '../events/cast-here.ts';
import type { Lanes } from '../events/lanes.ts';
import type { CastMember, Conversation, ConversationPlace, Message, Turn } from '../ports/store.ts';
import type { Write } from '../ports/writes.ts';
import { dmAudience, roomAudience } from '../privacy/audience.ts';
import { reachOf } from '../privacy/reach.ts';
import { changeQuestion } from './change-question.ts';
import { sampleAnswer } from './sample-answer.ts';
import { showVariant } from './show-variant.ts';
import type { TalkControls } from './talk-controls.ts';
import type { TurnTools } from './turn-tools.ts';
import { siblingsOf } from './variants-of.ts';

interface GoingOn {
  /** It is the end of a conversation: answers take the places of those there are. */
  readonly isEnd: boolean;
  readonly conversation?: string;
  readonly writes: readonly Write[];
}

const given = (conversation: string | undefined): { readonly conversation?: string } =>
  conversation === undefined ? {} : { conversation };

/** What the chat commands do; `turn` is the command's own. */
export function createTalkControls(tools: TurnTools, lanes: Lanes, turn: Turn): TalkControls {
  const { parts } = tools;
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
    const entry = await library.entry(message.author.id);
    if (entry === undefined) throw new BotError('unknown-personality', 'the personality is gone', { field: 'personality' });
    return { personality: entry.id, revision: entry.revision };
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

  /**
   * Where the talk goes on from a line: in the conversation that ends with one of `ends`, else in a new one, so that what came after the
   * line stays in its own.
   */
  async function goOnFrom(line: Message, ends: readonly Message[]): Promise<GoingOn> {
    for (const { id, conversation } of ends) if (await store.history.isHead(id)) return { isEnd: true, writes: [], ...given(conversation) };
    const place = line.conversation === undefined ? undefined : await store.history.placeOf(line.conversation);
    if (place === undefined) return { isEnd: true, writes: [] };
    const conversation = clock.id();
    return { isEnd: false, conversation, writes: [{ write: 'conversation', id: conversation, place, at: clock.now(), head: line.id }] };
  }

  /** What is answered anew, by whom: in the place of the answers there are, or on a branch. */
  async function answerAnew(question: Message, cast: readonly CastMember[], reply?: Message): Promise<readonly Write[]> {
    const replies = await store.history.repliesTo(question.id);
    const { isEnd, conversation, writes } = await goOnFrom(question, [...(reply === undefined ? [] : [reply]), ...replies, question]);
    const members = cast.map(({ personality, revision }) => ({
      personality,
      revision,
      ...(isEnd ? { as: 'variant' as const } : {}),
      ...given(conversation),
    }));
    return [...writes, again(members, question.id)];
  }

  /** Whoever was asked, else who answers here. */
  async function askedOf(call: Pick<Call, 'caller'>, lead: Turn | undefined): Promise<readonly CastMember[]> {
    return lead === undefined || lead.cast.length === 0 ? [await hostOf(call)] : lead.cast;
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
      const exposure = reachOf(await parts.reader.resolve({ person, room }), parts.settings.cloud).ceiling;
      const said = { id: message, ref: turn.event.id, text, at: turn.event.at, audience, exposure, rating };
      await store.commit([
        { write: 'said', turn: turn.id, message: said },
        again([member], message),
        { write: 'blankCall', turn: turn.id },
      ]);
    },

    async retry(call, message) {
      if (message.author.kind === 'participant') {
        const cast = await askedOf(call, await store.turns.ofMessage(message.id));
        await store.commit(await answerAnew(message, cast));
        return;
      }
      const question = message.parent === undefined ? undefined : await store.history.message(message.parent);
      if (question === undefined) throw new BotError('nothing-to-do', 'a reply to nothing');
      await store.commit(await answerAnew(question, [await memberOf(message)], message));
    },

    async continue(_call, reply) {
      const { writes, conversation } = await goOnFrom(reply, [reply, ...(await siblingsOf(store, reply))]);
      const cast: CastMember = { ...(await memberOf(reply)), as: 'continuation', ...given(conversation) };
      await store.commit([...writes, again([cast], reply.id)]);
    },

    async edit(call, message, text) {
      const { lead, isOpen } = await changeQuestion(tools, lanes, { message: message.id, text, at: turn.event.at });
      if (isOpen) return 'follows';
      const question = lead?.message === undefined ? undefined : await store.history.message(lead.message);
      const cast = await askedOf(call, lead);
      await store.commit([...(await answerAnew(question ?? message, cast)), { write: 'blankCall', turn: turn.id }]);
      return 'talk';
    },

    choose: ({ caller }, reply) => showVariant(tools, turn, { person: caller.person, reply }),

    async takeUp(_call, message) {
      const lead = await store.turns.ofMessage(message.id);
      // Run again after a crash it is the same event.
      if (lead !== undefined) await tools.takeUp(againEvent(lead, message, turn.event.at));
    },

    async path(call, limit) {
      const conversation: Conversation | undefined = await store.history.conversation(await placeOf(call));
      return conversation?.head === undefined ? [] : store.history.path(conversation.head, limit);
    },

    sample: ({ caller }, personality, question) => sampleAnswer(parts, caller, { personality, question }),
    place: placeOf,
  };
}
