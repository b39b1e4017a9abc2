import { LRUCache } from 'lru-cache';
import type { Ref, RoomId } from '../../../core/ids.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import type { Outgoing, Platform, Speaker, Target } from '../../../core/ports/platform.ts';
import type { TypingLoop } from '../../../core/replies/typing-loop.ts';
import type { EditPace } from './edit-pace.ts';
import { isGone, toMatrixError } from './errors.ts';
import { isGrowing, longestBody, type OutgoingView, type Payload, toPayloads } from './outgoing.ts';
import type { Portraits } from './portraits.ts';
import type { Presses } from './presses.ts';
import type { Reactions } from './reactions.ts';
import type { RoomName } from './room-name.ts';
import type { Show } from './show.ts';
import type { Standing } from './standing.ts';
import type { TakingBack } from './taking-back.ts';
import type { TextLimit } from './text-limit.ts';

export interface SpeakingParts {
  readonly logger: Logger;
  readonly pace: EditPace;
  readonly portraits: Portraits;
  readonly presses: Presses;
  readonly reactions: Reactions;
  readonly show: Show;
  readonly standing: Standing;
  readonly takingBack: TakingBack;
  readonly typing: TypingLoop;
  readonly roomName: RoomName;
  readonly limit: TextLimit;
}

/** Everything the engine shows: new, growing, in the place of something older. */
export type Speaking = Required<Pick<Platform, 'send' | 'edit' | 'remove' | 'takeAway'>> & {
  /** Somebody took an event away: nothing is written into it any more. */
  lose(event: Ref): void;
};

export function createSpeaking(parts: SpeakingParts): Speaking {
  const { logger, pace, portraits, presses, reactions, takingBack, show, standing, typing, roomName, limit } = parts;
  /** Where an answer stands that the next one to the same event replaces. */
  const unfinished = new LRUCache<string, Ref>({ max: 500 });
  /** What a message of ours holds now: an edit that changes nothing is not worth its place. */
  const shown = new LRUCache<Ref, string>({ max: 500 });
  const gone = new LRUCache<Ref, true>({ max: 2_000 });

  async function send(target: Target, message: Outgoing, key: string): Promise<Ref> {
    const former = message.to === null || message.kind !== 'answer' ? undefined : unfinished.get(message.to);
    if (former !== undefined) {
      await edit(target, message, { ref: former, key });
      if (message.kind === 'answer' && message.last && message.to !== null) unfinished.delete(message.to);
      return former;
    }
    const payloads = toPayloads(message, await viewFor(target.room, message));
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

  async function viewFor(room: RoomId, message: Outgoing): Promise<OutgoingView> {
    const portrait = message.kind === 'reply' ? message.personality.portrait : undefined;
    const picture = portrait === undefined ? undefined : await portraits.known(portrait);
    return { name: await roomName.in(room), most: limit.most, ...(picture === undefined ? {} : { picture }) };
  }

  /** One after the other, each with its buttons; only the first stands under its question. */
  async function sendAll(
    target: Target,
    payloads: readonly Payload[],
    { key, from }: { readonly key: string; readonly from: number },
  ): Promise<readonly Ref[]> {
    const refs: Ref[] = [];
    // Divided otherwise these are other messages.
    const own = payloads.length + from > 1 && limit.most < longestBody ? `${key}/${limit.most}` : key;
    for (const [index, payload] of payloads.entries()) {
      const part = from + index;
      const replyTo = part === 0 ? target.replyTo : undefined;
      const ref = await show.send(payload, { room: target.room, replyTo, key: own, part }).catch(async (thrown: unknown) => {
        if (!learns(payload, thrown)) throw thrown;
        // All of it comes again, in smaller parts.
        for (const one of refs) await takingBack.take(await standing.roomOf(target.room, one), one);
        throw thrown;
      });
      refs.push(ref);
      shown.set(ref, JSON.stringify(payload.content));
      standing.note(ref, show.where(target.room).room);
      await presses.set(ref, payload.buttons);
    }
    return refs;
  }

  async function wear(room: RoomId, { name, portrait }: Speaker): Promise<void> {
    await roomName.bear(room, { name, picture: portrait === undefined ? undefined : await portraits.bring(portrait) });
  }

  /** Whether it was its text that was too much; what is sent next is divided into less. */
  function learns({ content, file }: Payload, thrown: unknown): boolean {
    const { code } = toMatrixError(thrown);
    if (code !== 'too-large' || file !== undefined) return false;
    limit.refuse(String(content['body']).length);
    return true;
  }

  /** After the words: the name and the picture she bears there, and the signs to press. */
  function adorn(room: RoomId, message: Outgoing, under: ReadonlyMap<Ref, Payload['buttons']>): void {
    const work = async (): Promise<void> => {
      for (const [ref, buttons] of under) await reactions.show(show.where(room).room, ref, { buttons, isGrowing: isGrowing(message) });
    };
    if (message.kind === 'reply' && message.end !== undefined)
      void wear(room, message.personality).catch((thrown: unknown) => logger.info('matrix-no-face', codeOf(thrown)));
    void work().catch((thrown: unknown) => logger.info('matrix-no-reactions', codeOf(thrown)));
  }

  async function edit(
    target: Target,
    message: Outgoing,
    { ref, key, signal }: { readonly ref: Ref; readonly key: string; readonly signal?: AbortSignal },
  ): Promise<void> {
    const [first, ...more] = toPayloads(message, await viewFor(target.room, message));
    if (first === undefined || !ref.startsWith('$') || gone.has(ref)) return;
    if ((await standing.roomOf(target.room, ref)) !== show.where(target.room).room) {
      // What stands in the room before cannot be changed any more; the whole answer stands in the one of today.
      const moved = `${key}/moved`;
      const [copy] = await standing.copies(ref);
      if (copy !== undefined) return edit(target, message, { ref: copy, key: moved, ...(signal === undefined ? {} : { signal }) });
      if (isGrowing(message)) return;
      // Only once it stands there: what fails is sent again, under the same transaction ids.
      await standing.copied(ref, await sendAll(target, [first, ...more], { key: moved, from: 0 }));
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
    if (isGrowing(message)) {
      // Of what is too much already the next look shows less.
      const look = (): Promise<void> =>
        run().catch((thrown: unknown) => {
          if (!learns(first, thrown)) throw thrown;
        });
      return pace.interim(ref, { run: look, ...(signal === undefined ? {} : { signal }) });
    }
    if (isSame) pace.end(ref);
    else
      await pace.final(run, ref).catch((thrown: unknown) => {
        learns(first, thrown);
        goneOr(thrown, ref);
      });
    await presses.set(ref, first.buttons);
    const further = await sendAll(target, more, { key, from: 1 });
    const under = [ref, ...further].map((one, index) => [one, [first, ...more][index]?.buttons ?? []] as const);
    adorn(target.room, message, new Map(under));
  }

  /** One that is gone was taken away by somebody, and stays away. */
  function goneOr(thrown: unknown, event: string): void {
    if (!isGone(thrown)) throw toMatrixError(thrown);
    logger.info('matrix-message-gone', { event });
  }

  /** What took its place in a room of today goes first: in a room that is closed nobody may take anything away any more. */
  async function withCopies(ref: Ref): Promise<readonly Ref[]> {
    const copies = await standing.copies(ref);
    return [...(await Promise.all(copies.map(withCopies))).flat(), ref];
  }

  return {
    send,
    edit,
    async remove(target, ref) {
      if (!ref.startsWith('$')) return;
      for (const one of await withCopies(ref)) {
        lose(one);
        await presses.set(one, []);
        await takingBack.take(await standing.roomOf(target.room, one), one);
        await standing.forget(one);
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
