import { BotError, toBotError } from '../errors.ts';
import type { Ref } from '../ids.ts';
import type { Outgoing, Platform, Target } from '../ports/platform.ts';
import type { Delivery } from '../ports/store.ts';
import type { Write } from '../ports/writes.ts';
import { nearestLanguage } from '../texts/create-say.ts';
import { type EngineParts, platformFor } from '../turns/engine-parts.ts';

/** What a new delivery needs to know. */
export interface NewDelivery {
  readonly key: string;
  readonly turn: string | undefined;
  readonly account: string;
  readonly target: Target;
  readonly personality?: string;
  readonly part?: number;
  readonly message?: string;
  readonly final?: Outgoing;
  readonly at: number;
}

/** The write that commits a delivery, before anything of it goes out. */
export function deliveryRow({ key, turn, account, target, personality, part = 0, message, final, at }: NewDelivery): Write {
  return { write: 'delivery', key, turn, account, room: target.room, replyTo: target.replyTo, personality, part, message, final, at };
}

/** Pauses between tries of one delivery, for about a day: a platform may be away for longer than it takes to start anew. Then it is left to the next start. */
const pausesMs = [500, 2_000, 10_000, ...Array<number>(30).fill(60_000), ...Array<number>(280).fill(300_000)];

/** How long a try under way may take to end when the bot closes; a platform that never answers must not keep the process. */
const closeMs = 500;

export interface Deliverer {
  /** Shows the committed final text and marks it; tries again in the background when the platform fails. */
  deliver(delivery: Delivery): Promise<void>;
  /** Ends the background tries; what is outstanding stays in the store. */
  close(): Promise<void>;
}

/** Lays a reply out in the parts that its place takes by now, and shows them; false when there is nothing left to be shown. */
export type LayOutAnew = (delivery: Delivery) => Promise<boolean>;

export function createDeliverer(parts: EngineParts, layOutAnew: LayOutAnew): Deliverer {
  const { clock, logger, store } = parts;
  const closing = new AbortController();
  const background = new Set<Promise<void>>();

  async function attempt(delivery: Delivery): Promise<void> {
    const platform = platformFor(parts, delivery.account);
    if (platform === undefined || delivery.final === undefined) return;
    const ref = await showFinal(parts, platform, delivery);
    if ((await store.deliveries.stateOf(delivery.key)) === 'removed') {
      // Forgotten while it was on its way out.
      await platform.remove?.({ room: delivery.room }, ref);
      return;
    }
    // Only a reply carries its key to the reader, so only a reply can be confirmed.
    const confirms = platform.facts.confirms && delivery.final.kind === 'reply';
    await store.commit([{ write: 'deliveryState', key: delivery.key, ref, state: confirms ? 'sent' : 'delivered' }]);
  }

  /** The place is gone or closed to us: trying on would only be refused again, today and after every start. */
  async function isHopeless({ key }: Delivery, thrown: unknown): Promise<boolean> {
    const { code } = toBotError(thrown);
    if (code !== 'not-found' && code !== 'not-allowed') return false;
    await store.commit([{ write: 'deliveryState', key, state: 'removed' }]);
    return true;
  }

  const mostIn = ({ account }: Delivery): number => platformFor(parts, account)?.facts.maxLength ?? 0;

  /** The place takes less at once than it had said (`said`). Every round of this says less, so there is a last one. */
  async function isInSmallerParts(delivery: Delivery, thrown: unknown, said: number): Promise<boolean> {
    if (toBotError(thrown).code !== 'too-large' || mostIn(delivery) >= said) return false;
    if (delivery.final?.kind === 'reply' && delivery.message !== undefined) return layOutAnew(delivery);
    // The platform itself divides what is no reply.
    await deliverer.deliver(delivery);
    return true;
  }

  /** What a platform refuses for what it is would be refused again: its reader learns at least that it is there. */
  async function isUnshowable(delivery: Delivery, thrown: unknown): Promise<boolean> {
    const { final, key, turn } = delivery;
    // What nobody foresaw reads as a bug too; the platform did not say that of what is shown.
    const isRefused = thrown instanceof BotError && (thrown.code === 'bug' || thrown.code === 'too-large');
    if (!isRefused || final === undefined || final.kind === 'error') return false;
    const locale = turn === undefined ? undefined : (await store.turns.get(turn))?.event.locale;
    // `too-large` would read as if the question had been.
    const message = parts.say(nearestLanguage(locale), 'error-bug', { code: 'bug' });
    const error: Outgoing = { kind: 'error', to: final.to, code: 'bug', message };
    await store.commit([{ write: 'deliveryState', key, final: error }]);
    const current = await store.deliveries.byKey(key);
    if (current !== undefined) await attempt(current);
    return true;
  }

  async function tryLater(delivery: Delivery): Promise<void> {
    for (const pause of pausesMs) {
      try {
        await clock.sleep(pause, closing.signal);
      } catch {
        return;
      }
      // It may have been confirmed, forgotten or sent meanwhile.
      const current = await store.deliveries.byKey(delivery.key);
      if (current?.final === undefined) return;
      const said = mostIn(current);
      try {
        return await attempt(current);
      } catch (thrown) {
        logger.warn('delivery-failed', { key: delivery.key, code: toBotError(thrown).code });
        if ((await isHopeless(delivery, thrown)) || (await isInSmallerParts(current, thrown, said))) return;
      }
    }
  }

  const deliverer: Deliverer = {
    async deliver(delivery) {
      const said = mostIn(delivery);
      try {
        await attempt(delivery);
      } catch (thrown) {
        logger.warn('delivery-failed', { key: delivery.key, code: toBotError(thrown).code });
        if ((await isHopeless(delivery, thrown)) || (await isInSmallerParts(delivery, thrown, said))) return;
        if (await isUnshowable(delivery, thrown).catch(() => false)) return;
        const later: Promise<void> = tryLater(delivery)
          .catch((failed: unknown) => logger.error('delivery-lost-sight', { key: delivery.key, code: toBotError(failed).code }))
          .finally(() => background.delete(later));
        background.add(later);
      }
    },
    async close() {
      closing.abort();
      const patience = new AbortController();
      await Promise.race([Promise.all(background), clock.sleep(closeMs, patience.signal).catch(() => undefined)]);
      patience.abort();
    },
  };
  return deliverer;
}

/** Edits what is visible, finds what a crashed run may have sent, or sends it: the restart table of design section 5. */
async function showFinal({ clock }: EngineParts, platform: Platform, delivery: Delivery): Promise<Ref> {
  const { final, key, replyTo, room } = delivery;
  const target: Target = replyTo === undefined ? { room } : { room, replyTo };
  if (final === undefined) throw new Error('a delivery without a final text');
  if (delivery.ref !== undefined && platform.edit !== undefined) {
    await platform.edit(target, final, { ref: delivery.ref, key });
    return delivery.ref;
  }
  if (clock.now() - delivery.createdAt >= platform.facts.keyLifetimeMs) {
    const found = await platform.find(target, { key, cause: replyTo, since: delivery.createdAt });
    if (found !== undefined) {
      await platform.edit?.(target, final, { ref: found, key });
      return found;
    }
  }
  const ref = await platform.send(target, final, key);
  // The platform may have known the key and shown us an older text of it.
  if (delivery.state !== 'pending' || delivery.partial !== '') await platform.edit?.(target, final, { ref, key });
  return ref;
}
