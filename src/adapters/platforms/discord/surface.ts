import {
  type APIMessage,
  type APIModalInteractionResponseCallbackData,
  InteractionResponseType,
  MessageFlags,
} from 'discord-api-types/v10';
import type { RoomId } from '../../../core/ids.ts';
import type { Clock } from '../../../core/ports/clock.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import type { DiscordApi, Payload } from './api.ts';
import { apiCode, apiCodes, isGone, isTokenOver } from './errors.ts';

/** A token serves for 15 minutes; two before that we go on in the channel. */
const switchMs = 13 * 60_000;

/** What is known of an interaction for as long as its token serves; it is kept through restarts. */
export interface SurfaceFacts {
  /** The inbound event's id, which is the interaction's own. */
  readonly id: string;
  readonly token: string;
  readonly at: number;
  readonly room: RoomId;
  readonly channel: string;
  readonly user: string;
  readonly locale?: string | undefined;
  /** In a DM there is nobody to hide anything from. */
  readonly guild?: string | undefined;
  readonly isForeign: boolean;
  /** The first answer was promised to the asker alone. */
  readonly isPrivate: boolean;
  /** It came from a message: a button there, or a window that button opened. */
  readonly message?: string;
  /** Its first answer takes that message's place. */
  readonly replaces?: boolean;
  /** The form's section that was asked for when its form was not at hand. */
  readonly section?: number;
}

/** `held`: not acknowledged yet, a window may still open. `thinking`: a reply is announced. `updating`: nothing is. */
export type SurfaceState = 'held' | 'thinking' | 'updating' | 'answered' | 'lost';

export type Ack = 'thinking' | 'updating';

export interface Said {
  readonly channel: string;
  readonly message: string;
  readonly isOnly: boolean;
}

/** Our payloads leave out nothing that a response must have; the types differ in what may be null. */
type InteractionResponse = Parameters<DiscordApi['respond']>[1];

/** One interaction, as a place to answer in. */
export interface Surface {
  readonly facts: SurfaceFacts;
  state(): SurfaceState;
  /** Acknowledges: the request is on its way when this returns. With `holdMs` only if nothing was said by then. */
  begin(ack: Ack, holdMs?: number): void;
  /** Shows something through the interaction; undefined: it belongs into the channel. */
  say(payload: Payload, how: { readonly isPrivate: boolean }): Promise<Said | undefined>;
  /** False: too late for a window. */
  openModal(modal: APIModalInteractionResponseCallbackData): Promise<boolean>;
  /** Changes what this interaction showed; false: the token does not serve any more. */
  edit(message: string, payload: Payload): Promise<boolean>;
  /** Takes back an announcement that nothing followed. */
  settle(): Promise<void>;
}

export interface SurfaceParts {
  readonly api: DiscordApi;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The state changed and should be kept. */
  onChange(facts: SurfaceFacts, state: SurfaceState): void;
}

export function createSurface(parts: SurfaceParts, facts: SurfaceFacts, former: SurfaceState = 'held'): Surface {
  const { api, clock, logger, onChange } = parts;
  let state: SurfaceState = former;
  let tail: Promise<unknown> = Promise.resolve();
  let replaces = facts.replaces === true;

  /** One request of an interaction at a time, in order. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = tail.then(work, work);
    tail = result.catch(() => undefined);
    return result;
  }

  function become(next: SurfaceState): void {
    state = next;
    onChange(facts, next);
  }

  const isAlive = (): boolean => state !== 'lost' && clock.now() - facts.at < switchMs;

  /** Too late, or answered by a second copy of us: the channel takes over. */
  async function attempt<Result>(what: string, request: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await request();
    } catch (thrown) {
      if (!isTokenOver(thrown) && apiCode(thrown) !== apiCodes.alreadyAcknowledged) throw thrown;
      logger.warn('discord-interaction-over', { what, code: apiCode(thrown), afterMs: clock.now() - facts.at });
      become('lost');
      return undefined;
    }
  }

  async function acknowledge(ack: Ack): Promise<void> {
    if (state !== 'held') return;
    state = ack;
    try {
      await api.respond(
        { id: facts.id, token: facts.token },
        ack === 'updating'
          ? { type: InteractionResponseType.DeferredMessageUpdate }
          : { type: InteractionResponseType.DeferredChannelMessageWithSource, data: { flags: onlyFlag(facts.isPrivate) } },
      );
      become(ack);
    } catch (thrown) {
      const code = apiCode(thrown);
      logger.warn('discord-not-acknowledged', { code, afterMs: clock.now() - facts.at });
      // Somebody acknowledged before us: another copy, or our own request whose answer was lost.
      become(code === apiCodes.alreadyAcknowledged ? ack : 'lost');
    }
  }

  async function say(payload: Payload, isPrivate: boolean): Promise<Said | undefined> {
    const isOnly = facts.isForeign || (isPrivate && facts.guild !== undefined);
    switch (state) {
      case 'held':
        return respond(payload, isOnly);
      case 'thinking':
        return fill(payload, isOnly);
      case 'updating':
        return replaces ? replace(payload) : further(payload, isOnly);
      case 'answered':
        return further(payload, isOnly);
      case 'lost':
        return undefined;
    }
  }

  async function respond(payload: Payload, isOnly: boolean): Promise<Said | undefined> {
    const { id, token } = facts;
    if (replaces) {
      const data = withoutCreation(payload).body;
      const isDone = await attempt('update', async () => {
        const response = { type: InteractionResponseType.UpdateMessage as const, data };
        await api.respond({ id, token }, response as InteractionResponse, payload.files);
        return true;
      });
      if (isDone === undefined) return undefined;
      become('answered');
      return { channel: facts.channel, message: facts.message ?? id, isOnly: facts.isPrivate };
    }
    const body = { ...payload.body, flags: (payload.body.flags ?? 0) | onlyFlag(isOnly) };
    const response = { type: InteractionResponseType.ChannelMessageWithSource as const, data: body };
    const made = await attempt('respond', async () => {
      const message = await api.respond({ id, token }, response as InteractionResponse, payload.files);
      // Its answer was lost on a repeat: the message can still be asked for by changing nothing of it.
      return message ?? api.editOriginal(token, withoutCreation(payload));
    });
    if (made === undefined) return undefined;
    become('answered');
    return toSaid(made, isOnly);
  }

  async function fill(payload: Payload, isOnly: boolean): Promise<Said | undefined> {
    if (isOnly && !facts.isPrivate && !facts.isForeign) {
      // Everybody sees the announcement, only one may see the answer.
      await attempt('withdraw', () => api.deleteOriginal(facts.token));
      if (state !== 'lost') become('answered');
      return further(payload, isOnly);
    }
    const made = await attempt('fill', () => api.editOriginal(facts.token, withoutCreation(payload)));
    if (made === undefined) return undefined;
    become('answered');
    return toSaid(made, facts.isPrivate || facts.isForeign);
  }

  async function replace(payload: Payload): Promise<Said | undefined> {
    replaces = false;
    const made = await attempt('replace', () => api.editOriginal(facts.token, withoutCreation(payload)));
    if (made === undefined) return undefined;
    become('answered');
    return toSaid(made, facts.isPrivate || facts.isForeign);
  }

  async function further(payload: Payload, isOnly: boolean): Promise<Said | undefined> {
    if (!isOnly || !isAlive()) return undefined;
    const body = { ...payload.body, flags: (payload.body.flags ?? 0) | onlyFlag(true) };
    const made = await attempt('follow-up', () => api.followUp(facts.token, { ...payload, body }));
    return made === undefined ? undefined : toSaid(made, true);
  }

  const toSaid = (message: APIMessage, isOnly: boolean): Said => ({ channel: message.channel_id, message: message.id, isOnly });

  return {
    facts,
    state: () => state,
    begin(ack, holdMs) {
      if (holdMs === undefined) {
        void inTurn(() => acknowledge(ack));
        return;
      }
      void clock.sleep(holdMs).then(() => inTurn(() => acknowledge(ack)));
    },
    say: (payload, { isPrivate }) => inTurn(async () => (isAlive() ? say(payload, isPrivate) : undefined)),
    openModal: (data) =>
      inTurn(async () => {
        if (state !== 'held' || !isAlive()) return false;
        const { id, token } = facts;
        const isDone = await attempt('modal', async () => {
          await api.respond({ id, token }, { type: InteractionResponseType.Modal, data });
          return true;
        });
        if (isDone !== true) return false;
        become('answered');
        return true;
      }),
    edit: (message, payload) =>
      inTurn(async () => {
        if (!isAlive()) return false;
        try {
          const isDone = await attempt('edit', async () => {
            // The message a button stands under is the interaction's own, and known to it by no other name.
            if (message === facts.message) await api.editOriginal(facts.token, withoutCreation(payload));
            else await api.editFollowUp(facts.token, message, withoutCreation(payload));
            return true;
          });
          return isDone === true;
        } catch (thrown) {
          // Its reader has closed it: there is nobody left to show it to.
          if (isGone(thrown)) return true;
          throw thrown;
        }
      }),
    settle: () =>
      inTurn(async () => {
        if (state !== 'thinking' || !isAlive()) return;
        await attempt('withdraw', () => api.deleteOriginal(facts.token));
        if (state === 'thinking') become('answered');
      }),
  };
}

const onlyFlag = (isOnly: boolean): number => (isOnly ? MessageFlags.Ephemeral : 0);

/** Of a message's flags only the link previews can be changed later. */
export function withoutCreation(payload: Payload): Payload {
  const flags = (payload.body.flags ?? 0) & MessageFlags.SuppressEmbeds;
  return { ...payload, body: { ...payload.body, flags } };
}
