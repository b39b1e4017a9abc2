import type { Caller } from '../commands/call.ts';
import { BotError } from '../errors.ts';
import { type Personality, ratings } from '../personalities/personality.ts';
import type { ChatRequest, Usage } from '../ports/provider.ts';
import type { Message } from '../ports/store.ts';
import { dmAudience } from '../privacy/audience.ts';
import { placeRating } from '../privacy/place-rating.ts';
import { buildPrompt } from '../prompting/build-prompt.ts';
import { estimateTokens } from '../prompting/estimate-tokens.ts';
import { readStream } from '../providers/read-stream.ts';
import { standardTokensPerUnit } from '../providers/token-rate.ts';
import { accessOf } from './access-of.ts';
import type { EngineParts } from './engine-parts.ts';
import { type Metered, openMeter } from './open-meter.ts';
import { standardWindow } from './prepare-prompt.ts';
import { TurnStopped } from './turn-stopped.ts';
import { wishFor } from './wish-for.ts';

/** A sample shows how somebody sounds, not what they know. */
const mostTokens = 300;

interface Sample {
  readonly personality: Personality;
  readonly question: string;
}

/**
 * What a personality that is not saved yet would say to this, alone with the caller: the whole text so far, again and again. Nothing of it is
 * stored or learned from, and nothing of the caller's talk goes in. Undefined: no model thinks here.
 */
export async function sampleAnswer(
  parts: EngineParts,
  caller: Caller,
  { personality, question }: Sample,
): Promise<AsyncIterable<string> | undefined> {
  const { clock, reader, models, settings } = parts;
  if (ratings.indexOf(personality.rating) > ratings.indexOf(placeRating(caller)))
    throw new BotError('adult-only', 'rated above the place', { field: 'personality' });
  const own = await reader.resolve({ person: caller.person, room: caller.room, personality: personality.id });
  const candidate = models.choose(await wishFor({ ...parts, cloud: settings.cloud }, { person: caller.person, settings: own }));
  const { provider, model } = candidate;
  if (provider.rehearsal !== undefined) return undefined;
  const prompt = buildPrompt({
    personality,
    language: caller.language,
    roomKind: 'dm',
    history: [asked(caller, { personality, question, at: clock.now() })],
    recalled: { hits: [], facts: [] },
    people: [{ participant: caller.participant, name: caller.name, pronouns: own.get('pronouns'), about: '' }],
    castNames: {},
    at: clock.now(),
    timeZone: own.get('time-zone') === '' ? settings.timeZone : own.get('time-zone'),
    window: model.window ?? standardWindow,
    tokensPerUnit: standardTokensPerUnit,
    isContinuing: false,
    unseen: 0,
  });
  const request = {
    model: model.id,
    ...(model.window === undefined ? {} : { window: model.window }),
    ceiling: model.exposure ?? provider.exposure,
    messages: prompt.messages,
    hints: { seed: 0, maxTokens: Math.min(mostTokens, prompt.maxTokens) },
    language: caller.language,
    at: clock.now(),
  };
  const estimate = prompt.items.reduce((sum, { tokens, kept }) => sum + (kept ? tokens : 0), 0);
  return sampled(parts, {
    ...{ candidate, estimate, settings: own, turn: undefined, isMessage: true },
    ...{ person: caller.person, room: caller.room, roomKind: caller.roomKind, personality: personality.id },
    ...{ request, signal: new AbortController().signal },
  });
}

interface Sampling extends Metered {
  readonly request: ChatRequest;
}

/** Takes its place and pays like any other request; what it took is counted, what it said is not kept. */
async function* sampled(parts: EngineParts, sampling: Sampling): AsyncIterable<string> {
  const { candidate, request, person, estimate, signal } = sampling;
  const { clock, settings, store } = parts;
  const meter = await openMeter(parts, sampling);
  const begun = clock.now();
  let text = '';
  let firstMs: number | undefined;
  let usage: Usage | undefined;
  let end: 'whole' | 'failed' | 'left' = 'left';
  try {
    const watch = { clock, signal, deadlines: settings.deadlines, access: await accessOf(parts, candidate, person) };
    for await (const delta of readStream(candidate.provider, request, watch)) {
      if (delta.type === 'finish') usage = delta.usage;
      if (delta.type !== 'text') continue;
      text += text === '' ? delta.text.trimStart() : delta.text;
      if (text === '') continue;
      firstMs ??= clock.now() - begun;
      yield text;
    }
    end = 'whole';
  } catch (thrown) {
    end = 'failed';
    await meter.failed(thrown);
    throw thrown;
  } finally {
    // Whoever stops reading leaves its place to others, too.
    if (end === 'left') await meter.failed(new TurnStopped('stopped'));
  }
  const took = { usage: usage ?? { in: estimate, cached: 0, out: estimateTokens(text) }, firstMs };
  await store.commit([{ write: 'attempt', attempt: await meter.done(took) }]);
}

function asked(
  { participant, person, name, room }: Caller,
  { personality, question, at }: { readonly personality: Personality; readonly question: string; readonly at: number },
): Message {
  return {
    id: 'sample',
    room,
    conversation: undefined,
    parent: undefined,
    ref: undefined,
    author: { kind: 'participant', id: participant, name },
    text: question,
    at,
    audience: dmAudience(person, personality.id),
    exposure: 'process',
    rating: 'everyone',
    variant: 1,
    chosen: true,
    finish: undefined,
    forgotten: false,
  };
}
