import { BotError } from '../../../core/errors.ts';
import type { ChatRequest, PromptMessage, Script } from '../../../core/ports/provider.ts';
import { chooseLine, phrase } from './choose-line.ts';
import { detectLanguage } from './detect-language.ts';
import { english } from './english.ts';
import type { Grammar, Intent, KeptFact, Question } from './fact.ts';
import { findFacts, keep, retract } from './find-facts.ts';
import { german } from './german.ts';
import { toSentences } from './words.ts';

const grammars: readonly Grammar[] = [english, german];

/** What the last lines call for, the weightiest last. */
interface Reading {
  kept: readonly KeptFact[];
  told: readonly KeptFact[];
  question: Question | undefined;
  intent: Intent | 'denied' | undefined;
}

export interface Rehearsed {
  readonly text: string;
  /** False: only a model could have answered. */
  readonly isAnswer: boolean;
}

/** The reply of the rehearsal: everything is read anew from the talk and what was recalled of it, so it knows just what these hold. */
export function rehearse(request: ChatRequest): Rehearsed {
  const messages = request.messages.map(bare);
  const asked = trailingLines(messages);
  const last = asked.at(-1);
  if (last === undefined) throw new BotError('no-model', 'nothing to answer');
  const heard = [...(request.recalled ?? []).map(bare), ...messages];
  const mine = heard.filter(({ role, speaker }) => role === 'user' && speaker?.id === last.speaker?.id);
  const language = detectLanguage(last.text, mine, request.language);
  const script = request.scripts?.find((candidate) => candidate.language === language) ?? request.scripts?.[0];
  if (script === undefined) throw new BotError('no-model', 'no script to rehearse from');
  const replies = messages.filter(({ role }) => role === 'assistant').map(({ text }) => text);
  const say = (occasion: string, places: Readonly<Record<string, string>> = {}): string =>
    chooseLine({
      script,
      occasion,
      places,
      recent: new Set(replies.slice(-20)),
      start: (request.hints.seed ?? 0) + replies.length * 7 + occasion.length,
    });
  const reading = read(mine, new Set(asked));
  const isAnswer = reading.question !== undefined || reading.told.length > 0 || (reading.intent ?? 'model') !== 'model';
  return { text: answer(reading, { script, at: request.at, say }), isAnswer };
}

/** A line without the frame that a model sees around it. */
function bare(message: PromptMessage): PromptMessage {
  return message.said === undefined ? message : { ...message, text: message.said };
}

/** What has come since the last reply. */
function trailingLines(messages: readonly PromptMessage[]): readonly PromptMessage[] {
  const spoken = messages.filter(({ role }) => role !== 'system');
  return spoken.slice(spoken.findLastIndex(({ role }) => role === 'assistant') + 1);
}

function read(lines: readonly PromptMessage[], asked: ReadonlySet<PromptMessage>): Reading {
  const reading: Reading = { kept: [], told: [], question: undefined, intent: undefined };
  for (const line of lines) {
    for (const sentence of toSentences(line.text)) readSentence(reading, { sentence, line, isAsked: asked.has(line) });
  }
  return reading;
}

function readSentence(
  reading: Reading,
  { sentence, line, isAsked }: { readonly sentence: string; readonly line: PromptMessage; readonly isAsked: boolean },
): void {
  const readings = grammars.map((grammar) => grammar.read(sentence));
  const result =
    readings.find(({ type }) => type === 'facts' || type === 'denial') ??
    readings.find(({ type }) => type === 'question') ??
    readings.find((talk) => talk.type === 'talk' && talk.intent !== 'model');
  if (result?.type === 'facts') {
    const told = result.facts.map((fact): KeptFact => ({ ...fact, quote: sentence, at: line.at ?? 0 }));
    for (const fact of told) reading.kept = keep(reading.kept, fact);
    if (isAsked) reading.told = [...reading.told, ...told];
  }
  if (result?.type === 'denial') reading.kept = retract(reading.kept, result.fact);
  if (!isAsked) return;
  if (result?.type === 'question') reading.question = result.question;
  else if (result?.type === 'denial') reading.intent = 'denied';
  else if (result?.type === 'talk') reading.intent = result.intent;
}

interface Voice {
  readonly script: Script;
  readonly at: number;
  say(occasion: string, places?: Readonly<Record<string, string>>): string;
}

function answer({ kept, told, question, intent }: Reading, voice: Voice): string {
  const { script, say } = voice;
  if (question !== undefined) return answerQuestion(findFacts(kept, question), question, voice);
  if (told.length > 0)
    return say('kept', {
      fact: list(
        script,
        told.map((fact) => describe(script, fact)),
      ),
    });
  return say(intent ?? 'model');
}

function answerQuestion(found: readonly KeptFact[], question: Question, { script, say, at }: Voice): string {
  if (question.kind === 'about')
    return found.length === 0
      ? say('nothing')
      : say('about', {
          value: list(
            script,
            found.slice(-5).map((fact) => describe(script, fact)),
          ),
        });
  const latest = found.at(-1);
  if (latest === undefined) return say('unknown');
  const keys = new Set(found.map(({ key }) => key));
  if (keys.size > 1)
    return say('several', {
      value: list(
        script,
        found.map(({ key, value }) => `${value} (${key})`),
      ),
    });
  const value = list(
    script,
    question.key === '' && found.length > 1 && latest.kind !== 'me' ? found.slice(-5).map((fact) => fact.value) : [latest.value],
  );
  return say('recall', { value, when: ago(script, at - latest.at), quote: shorten(latest.quote) });
}

function describe(script: Script, { kind, key, value }: KeptFact): string {
  const isOthers = kind === 'name' && /^\p{Lu}.*s \p{L}/u.test(key);
  return phrase(script, isOthers ? 'fact-other-name' : `fact-${kind}`, { key, value });
}

function list(script: Script, items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${phrase(script, 'and')} ${items.at(-1) ?? ''}`;
}

function ago(script: Script, ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const units: readonly (readonly [string, number])[] = [
    ['when-days', Math.floor(minutes / 1440)],
    ['when-hours', Math.floor(minutes / 60)],
    ['when-minutes', minutes],
  ];
  const [occasion, count] = units.find(([, many]) => many >= 2) ?? ['when-now', 0];
  return phrase(script, occasion, { count: String(count) });
}

function shorten(quote: string): string {
  return quote.length <= 160 ? quote : `${quote.slice(0, 157)}…`;
}
