import { z } from 'zod';
import type { AdapterState } from '../../../core/ports/adapter-state.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import type { MatrixApi } from './api.ts';
import { isTransient, limitedFor } from './errors.ts';
import { type StrippedEvent, textIn } from './events.ts';
import { participantOf, serverOf } from './refs.ts';
import type { Say } from './say.ts';
import { texts } from './texts.ts';

/** Pauses between tries to join: right after an invitation a server may not know of it yet. */
const pausesMs = [500, 2_000, 10_000, 60_000];
/** An invitation is told only once: a server that is away for a while must not cost it. */
const patientMs = [...pausesMs, ...Array<number>(30).fill(60_000)];
/** More than this in an hour is a flood: from one person, and from all. */
const mostPerHour = { person: 10, all: 60 };
const hourMs = 3_600_000;

const note = z.object({ inviter: z.string(), isEncrypted: z.boolean() });
type Invite = z.infer<typeof note>;

export interface InvitesParts {
  readonly api: Pick<MatrixApi, 'join' | 'leave'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly state: AdapterState;
  readonly say: Say;
  readonly self: string;
  /** Who is followed. */
  isWelcome(user: string): boolean;
  /** A room that replaces one of ours takes us whoever invites. */
  isExpected(room: string): boolean;
  /** One we would have joined is encrypted. */
  onEncrypted(room: string): void;
}

/** Who is followed where. An invitation is told only once, so it is kept until it has been dealt with. */
export interface Invites {
  /** Takes up what a former run has left. */
  open(): Promise<void>;
  /** Resolves when it is kept; what comes of it follows by itself. */
  take(room: string, stripped: readonly StrippedEvent[]): Promise<void>;
  stop(): void;
}

export function createInvites(parts: InvitesParts): Invites {
  const { api, clock, logger, state, say, self } = parts;
  const over = new AbortController();
  const answering = new Set<string>();
  const recent: { readonly inviter: string; readonly at: number }[] = [];

  function isFlood(inviter: string): boolean {
    const now = clock.now();
    while (recent[0] !== undefined && now - recent[0].at > hourMs) recent.shift();
    if (recent.length >= mostPerHour.all || recent.filter((one) => one.inviter === inviter).length >= mostPerHour.person) return true;
    recent.push({ inviter, at: now });
    return false;
  }

  async function answer(room: string, { inviter, isEncrypted }: Invite): Promise<void> {
    if (!parts.isExpected(room)) {
      if (isFlood(inviter)) return logger.warn('matrix-invite-flood');
      if (!parts.isWelcome(inviter)) return decline(room, say(undefined, texts['not-invited'], {}));
    }
    if (isEncrypted) {
      parts.onEncrypted(room);
      return decline(room, say(undefined, texts.encrypted, {}));
    }
    await join(room, inviter);
  }

  async function decline(room: string, reason: string): Promise<void> {
    logger.info('matrix-invite-declined', { room });
    await api.leave(room, reason).catch(() => undefined);
  }

  async function join(room: string, inviter: string): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      try {
        await api.join(room, [serverOf(inviter)]);
        return logger.info('matrix-joined', { room });
      } catch (thrown) {
        const pause = (isTransient(thrown) ? patientMs : pausesMs)[tries];
        if (pause === undefined) return logger.warn('matrix-not-joined', { room });
        await clock.sleep(limitedFor(thrown) ?? pause, over.signal);
      }
    }
  }

  function begin(room: string, invite: Invite): void {
    // One that came with the first sync is among what was kept by then.
    if (answering.has(room)) return;
    answering.add(room);
    // What a stop cuts short stays kept for the next run.
    answer(room, invite)
      .then(() => state.delete(`invite/${room}`))
      .catch(() => undefined)
      .finally(() => answering.delete(room));
  }

  return {
    async open() {
      for (const { key, value } of await state.list('invite/')) {
        const invite = note.safeParse(JSON.parse(value)).data;
        if (invite !== undefined) begin(key.slice('invite/'.length), invite);
      }
    },
    async take(room, stripped) {
      const own = stripped.find(({ type, state_key: key, content }) => {
        return type === 'm.room.member' && key === self && textIn(content, 'membership') === 'invite';
      });
      if (own === undefined) return;
      const invite: Invite = { inviter: own.sender, isEncrypted: stripped.some(({ type }) => type === 'm.room.encryption') };
      await state.set(`invite/${room}`, JSON.stringify(invite));
      begin(room, invite);
    },
    stop: () => over.abort(),
  };
}

/** Whoever may invite by name, else whoever may talk; both are patterns, of user ids and of participants. */
export function welcome({
  invites,
  allow,
}: {
  readonly invites: string | undefined;
  readonly allow: readonly string[];
}): InvitesParts['isWelcome'] {
  const named = invites?.split(/[\s,]+/).filter((one) => one !== '');
  return (user) =>
    named === undefined
      ? allow.some((pattern) => matchesUser(participantOf(user), pattern))
      : named.some((pattern) => matchesUser(user, pattern));
}

/** `*` stands for any run of characters. Linear in the length of both, so that no pattern can be made slow. */
function matchesUser(user: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (!user.startsWith(first)) return false;
  let at = first.length;
  for (const [index, piece] of rest.entries()) {
    if (index === rest.length - 1) return user.length - piece.length >= at && user.endsWith(piece);
    const found = user.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at === user.length;
}
