import type { Caller } from '../commands/call.ts';
import { BotError } from '../errors.ts';
import { type Personality, ratings } from '../personalities/personality.ts';
import type { ChatRequest } from '../ports/provider.ts';
import type { Message } from '../ports/store.ts';
import { dmAudience } from '../privacy/audience.ts';
import { placeRating } from '../privacy/place-rating.ts';
import { reachOf } from '../privacy/reach.ts';
import { buildPrompt } from '../prompting/build-prompt.ts';
import type { Candidate } from '../providers/model-router.ts';
import { readStream } from '../providers/read-stream.ts';
import { standardTokensPerUnit } from '../providers/token-rate.ts';
import { wishOf } from '../providers/wish-of.ts';
import type { EngineParts } from './engine-parts.ts';
import { standardWindow } from './prepare-prompt.ts';

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
  const own = await reader.resolve({ person: caller.person, room: caller.room });
  const candidate = models.choose(wishOf(own, reachOf(own, settings.cloud)));
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
  return written(parts, candidate, request);
}

async function* written(
  { clock, settings, network }: EngineParts,
  { provider, model }: Candidate,
  request: ChatRequest,
): AsyncIterable<string> {
  const { signal } = new AbortController();
  const fetch = network?.fetch(model.exposure ?? provider.exposure);
  let text = '';
  for await (const delta of readStream(provider, request, {
    clock,
    deadlines: settings.deadlines,
    signal,
    access: fetch === undefined ? {} : { fetch },
  })) {
    if (delta.type !== 'text') continue;
    text += text === '' ? delta.text.trimStart() : delta.text;
    if (text !== '') yield text;
  }
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
