import { LRUCache } from 'lru-cache';
import type { Ref, RoomId } from '../../../core/ids.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import type { Outgoing, Platform, Target } from '../../../core/ports/platform.ts';
import type { TypingLoop } from '../../../core/replies/typing-loop.ts';
import type { EditPace } from './edit-pace.ts';
import { isGone, toMatrixError } from './errors.ts';
import { isGrowing, type Payload, toPayloads } from './outgoing.ts';
import type { Presses } from './presses.ts';
import type { Reactions } from './reactions.ts';
import type { RoomName } from './room-name.ts';
import type { Show } from './show.ts';
import type { TakingBack } from './taking-back.ts';

export interface SpeakingParts {
  readonly logger: Logger;
  readonly pace: EditPace;
  readonly presses: Presses;
  readonly reactions: Reactions;
  readonly show: Show;
  readonly takingBack: TakingBack;
  readonly typing: TypingLoop;
  readonly roomName: RoomName;
}

/** Everything the engine shows: new, growing, in the place of something older. */
export type Speaking = Required<Pick<Platform, 'send' | 'edit' | 'remove' | 'takeAway'>> & {
  /** Somebody took an event away: nothing is written into it any more. */
  lose(event: Ref): void;
};

export function createSpeaking(parts: SpeakingParts): Speaking {
  const { logger, pace, presses, reactions, takingBack, show, typing, roomName } = parts;
  /** Where an answer stands that the next one to the same event replaces. */
  const unfinished = new LRUCache<string, Ref>({ max: 500 });
  /** What a message of ours holds now: an edit that changes nothing is not worth its place. */
  const shown = new LRUCache<Ref, string>({ max: 500 });
  const gone = new LRUCache<Ref, true>({ max: 2_000 });
  /** In which room of the homeserver a message stands: an upgrade begins a new one. */
  const rooms = new LRUCache<Ref, string>({ max: 2_000 });
  /** Messages of a room before, whose last text stands in the one of today. */
  const settled = new LRUCache<Ref, readonly Ref[]>({ max: 500 });

  async function send(target: Target, message: Outgoing, key: string): Promise<Ref> {
    const former = message.to === null || message.kind !== 'answer' ? undefined : unfinished.get(message.to);
    if (former !== undefined) {
      await edit(target, message, { ref: former, key });
      if (message.kind === 'answer' && message.last && message.to !== null) unfinished.delete(message.to);
      return former;
    }
    const payloads = toPayloads(message, { name: await roomName.in(target.room) });
    const refs = await sendAll(target, payloads, { key, from: 0 });
    typing.stop(target.room);
    const [first] = refs;
    // What only says that a reply follows is not shown.
    if (first === undefined) return `nothing/${key}`;
    if (message.kind === 'reply' && isGrowing(message)) pace.begin(first);
    if (message.kind === 'answer' && !message.last && message.to !== null) unfinished.set(message.to, first);
    adorn(target.room, message, new Map(refs.map((ref, index) => [ref, payloads[index]?.buttons ?? []])));
    return first;
  }

  /** One after the other, each with its buttons; only the first stands under its question. */
  async function sendAll(
    target: Target,
    payloads: readonly Payload[],
    { key, from }: { readonly key: string; readonly from: number },
  ): Promise<readonly Ref[]> {
    const refs: Ref[] = [];
    for (const [index, payload] of payloads.entries()) {
      const part = from + index;
      const ref = await show.send(payload, { room: target.room, replyTo: part === 0 ? target.replyTo : undefined, key, part });
      refs.push(ref);
      shown.set(ref, JSON.stringify(payload.content));
      rooms.set(ref, show.where(target.room).room);
      await presses.set(ref, payload.buttons);
    }
    return refs;
  }

  /** After the words: the name she bears there, then the signs to press. */
  function adorn(room: RoomId, message: Outgoing, under: ReadonlyMap<Ref, Payload['buttons']>): void {
    const work = async (): Promise<void> => {
      if (message.kind === 'reply' && message.end !== undefined) await roomName.bear(room, message.personality.name);
      for (const [ref, buttons] of under) await reactions.show(show.where(room).room, ref, { buttons, isGrowing: isGrowing(message) });
    };
    void work().catch((thrown: unknown) => logger.info('matrix-no-reactions', codeOf(thrown)));
  }

  async function edit(
    target: Target,
    message: Outgoing,
    { ref, key, signal }: { readonly ref: Ref; readonly key: string; readonly signal?: AbortSignal },
  ): Promise<void> {
    const [first, ...more] = toPayloads(message, { name: await roomName.in(target.room) });
    if (first === undefined || !ref.startsWith('$') || gone.has(ref)) return;
    if (hasMoved(target.room, ref)) {
      // What stands in the room before cannot be changed any more; the whole answer stands in the one of today.
      if (isGrowing(message) || settled.has(ref)) return;
      // Only once it stands there: what fails is sent again, under the same transaction ids.
      settled.set(ref, await sendAll(target, [first, ...more], { key: `${key}/moved`, from: 0 }));
      return;
    }
    const content = JSON.stringify(first.content);
    const isSame = shown.get(ref) === content;
    const change = show.edit(target.room, ref, first);
    const run = async (): Promise<void> => {
      if (gone.has(ref)) return;
      await change();
      shown.set(ref, content);
    };
    if (isGrowing(message)) return pace.interim(ref, { run, ...(signal === undefined ? {} : { signal }) });
    if (isSame) pace.end(ref);
    else await pace.final(run, ref).catch((thrown: unknown) => goneOr(thrown, ref));
    await presses.set(ref, first.buttons);
    const further = await sendAll(target, more, { key, from: 1 });
    const under = [ref, ...further].map((one, index) => [one, [first, ...more][index]?.buttons ?? []] as const);
    adorn(target.room, message, new Map(under));
  }

  const hasMoved = (room: RoomId, ref: Ref): boolean => {
    const there = rooms.get(ref);
    return there !== undefined && there !== show.where(room).room;
  };

  /** One that is gone was taken away by somebody, and stays away. */
  function goneOr(thrown: unknown, event: string): void {
    if (!isGone(thrown)) throw toMatrixError(thrown);
    logger.info('matrix-message-gone', { event });
  }

  return {
    send,
    edit,
    async remove(target, ref) {
      if (!ref.startsWith('$')) return;
      // What took its place in a room of today goes first: in a room that is closed nobody may take anything away any more.
      for (const one of [...(settled.get(ref) ?? []), ref]) {
        lose(one);
        await presses.set(one, []);
        await takingBack.take(rooms.get(one) ?? show.where(target.room).room, one);
      }
    },
    takeAway: async (target, ref) => ref.startsWith('$') && takingBack.take(show.where(target.room).room, ref),
    lose,
  };

  function lose(event: Ref): void {
    pace.end(event);
    shown.delete(event);
    gone.set(event, true);
  }
}

function codeOf(thrown: unknown): { readonly code: string } {
  return { code: toMatrixError(thrown).code };
}
