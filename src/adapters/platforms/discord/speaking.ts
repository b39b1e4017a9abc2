import { LRUCache } from 'lru-cache';
import type { Ref } from '../../../core/ids.ts';
import type { Outgoing, Platform, Target } from '../../../core/ports/platform.ts';
import type { TypingLoop } from '../../../core/replies/typing-loop.ts';
import type { DiscordApi } from './api.ts';
import { channelOf } from './describe.ts';
import type { EditPace } from './edit-pace.ts';
import { isForbidden, isGone, isOutOfReach, toDiscordError } from './errors.ts';
import { faultyFields, toFormPanel } from './form-panel.ts';
import { toSectionModal } from './modals.ts';
import type { OpenForms } from './open-forms.ts';
import { isGrowing, plainPayload, toPayloads } from './outgoing.ts';
import { canRead } from './permissions.ts';
import type { Places } from './places.ts';
import { readRef, toRef } from './refs.ts';
import type { Say } from './say.ts';
import type { Show } from './show.ts';
import type { Surface } from './surface.ts';
import type { Surfaces } from './surfaces.ts';
import type { Threads } from './threads.ts';

export interface SpeakingParts {
  readonly api: DiscordApi;
  readonly pace: EditPace;
  readonly places: Places;
  readonly show: Show;
  readonly surfaces: Surfaces;
  readonly forms: OpenForms;
  readonly threads: Threads;
  readonly typing: TypingLoop;
  readonly say: Say;
  /** What the account is called. */
  readonly name: string;
}

/** Everything the engine shows: new, growing, in the place of something older, and forms. */
export type Speaking = Required<Pick<Platform, 'send' | 'edit' | 'remove' | 'takeAway' | 'typing' | 'presentForm'>>;

export function createSpeaking(parts: SpeakingParts): Speaking {
  const { api, pace, places, show, surfaces, forms, threads, typing, say, name } = parts;
  /** Where an answer stands that the next one to the same event replaces. */
  const unfinished = new LRUCache<string, Ref>({ max: 500 });

  const viewOf = (surface: Surface | undefined) => ({ say, locale: surface?.facts.locale, name });

  async function send(given: Target, message: Outgoing, key: string): Promise<Ref> {
    const target = await threads.opened(given);
    const former = message.to === null || message.kind !== 'answer' ? undefined : unfinished.get(message.to);
    if (former !== undefined) {
      await edit(target, message, { ref: former, key });
      if (message.kind === 'answer' && message.last && message.to !== null) unfinished.delete(message.to);
      return former;
    }
    const surface = await surfaces.of(message.to);
    const replyTo = await referenceFor(target);
    const channel = channelOf(target.room);
    let first: Ref | undefined;
    for (const [part, payload] of toPayloads(message, viewOf(surface)).entries()) {
      const showing = { room: target.room, surface, isPrivate: isPrivate(message, surface), key, part };
      // Before it goes out: one that comes after it would stand there for ten seconds.
      if (channel !== undefined) typing.stop(channel);
      const place = await show.send(payload, { ...showing, replyTo: part === 0 ? replyTo : undefined });
      first ??= toRef(place);
    }
    // What only says that a reply follows is not shown.
    if (first === undefined) return `nothing/${key}`;
    if (message.kind === 'reply' && isGrowing(message)) pace.begin(channelIn(first), first);
    if (message.kind === 'answer' && !message.last && message.to !== null) unfinished.set(message.to, first);
    return first;
  }

  /** In a DM there is nothing to tell apart; elsewhere an answer stands under its question, where Discord lets it. */
  async function referenceFor({ room, replyTo }: Target): Promise<string | undefined> {
    const channel = channelOf(room);
    const question = replyTo === undefined ? undefined : readRef(replyTo);
    if (channel === undefined || question?.channel !== channel) return undefined;
    const place = await places.get(channel).catch(() => undefined);
    if (place?.kind === 'dm' || (place?.rights !== undefined && !canRead(place))) return undefined;
    return question.message;
  }

  async function edit(
    target: Target,
    message: Outgoing,
    { ref, key, signal }: { readonly ref: Ref; readonly key: string; readonly signal?: AbortSignal },
  ): Promise<void> {
    const place = readRef(ref);
    const surface = await surfaces.of(message.to);
    const [first, ...more] = toPayloads(message, viewOf(surface));
    if (place === undefined || first === undefined) return;
    const run = (): Promise<void> => show.edit(place, first);
    if (isGrowing(message)) return pace.interim(place.channel, ref, { run, ...(signal === undefined ? {} : { signal }) });
    await pace.final(place.channel, ref, run);
    for (const [index, payload] of more.entries()) {
      const showing = { room: target.room, surface, isPrivate: isPrivate(message, surface), key, part: index + 1 };
      await show.send(payload, { ...showing, replyTo: undefined });
    }
    // The reply took an older one's place: what announced it has nothing to say any more.
    if (message.kind === 'reply') await surface?.settle();
  }

  return {
    send,
    edit,
    async remove(_target, ref) {
      const place = readRef(ref);
      if (place === undefined) return;
      pace.end(place.channel, ref);
      try {
        if (place.only === undefined) await api.remove(place.channel, place.message);
        else await show.edit(place, plainPayload('-# …'));
      } catch (thrown) {
        if (!isGone(thrown)) throw toDiscordError(thrown);
      }
    },
    async takeAway(_target, ref) {
      const place = readRef(ref);
      if (place === undefined || place.only !== undefined) return false;
      try {
        await api.remove(place.channel, place.message);
      } catch (thrown) {
        if (isForbidden(thrown) || isOutOfReach(thrown)) return false;
        if (!isGone(thrown)) throw toDiscordError(thrown);
      }
      return true;
    },
    async typing(given, on) {
      const channel = channelOf((await threads.opened(given)).room);
      if (channel === undefined) return;
      if (on) typing.start(channel);
      else typing.stop(channel);
    },
    async presentForm(target, form, { to, key }) {
      const surface = await surfaces.of(to);
      const channel = channelOf(target.room);
      const place = channel === undefined ? undefined : await places.get(channel).catch(() => undefined);
      const view = { say, locale: surface?.facts.locale };
      await forms.add(form, surface?.facts.user ?? place?.other ?? '');
      const section = surface?.facts.section ?? (form.sections.length === 1 ? 0 : undefined);
      const mayOpen = surface !== undefined && section !== undefined && faultyFields(form).length === 0;
      if (mayOpen && (await surface.openModal(toSectionModal(form, section, view)))) return `window/${form.id}`;
      const panel = toFormPanel(form, { ...view, showsValues: surface !== undefined || place?.kind === 'dm' });
      return toRef(
        await show.send(panel, { room: target.room, surface, isPrivate: surface !== undefined, replyTo: undefined, key, part: 0 }),
      );
    },
  };
}

function isPrivate(message: Outgoing, surface: Surface | undefined): boolean {
  if (message.kind === 'answer') return message.isPrivate === true;
  // What went wrong with a press is nobody else's business; with a command it stands where the command was announced.
  return message.kind === 'error' && surface !== undefined && (surface.facts.message !== undefined || surface.facts.isPrivate);
}

const channelIn = (ref: Ref): string => readRef(ref)?.channel ?? ref;
