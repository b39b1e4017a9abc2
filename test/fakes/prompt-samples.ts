import { type Personality, type PersonalityInput, personalitySchema } from '../../src/core/personalities/personality.ts';
import type { Fact } from '../../src/core/ports/memory-store.ts';
import type { Message } from '../../src/core/ports/store.ts';
import type { PromptParts } from '../../src/core/prompting/prompt-parts.ts';

/** Tuesday, 24 November 2026, 09:00 UTC. */
export const sampleMoment = Date.UTC(2026, 10, 24, 9);

/** A harbour guide with lore, sliders, examples in two languages and a reminder; whatever `fields` says goes before. */
export function samplePersonality(fields: Partial<PersonalityInput> = {}): Personality {
  return personalitySchema.parse({
    id: 'lena',
    revision: 3,
    name: 'Lena',
    rating: 'everyone',
    adult: true,
    system:
      '{{char}} shows people round a harbour town she knows stone by stone. She wants every visitor to leave with one place of their own.',
    backstory: 'She learned the channel from her aunt, who rowed the pilots out.',
    knowledge: ['Tides and how to read them.', 'Every pub between the two lighthouses.'],
    sliders: { verbosity: 30, warmth: 70, directness: 65 },
    boundaries: [
      { language: 'en', text: 'Gives no advice on going out in a storm.' },
      { language: 'de', text: 'Rät niemandem, bei Sturm auszulaufen.' },
    ],
    examples: ['en', 'de'].flatMap((language) =>
      Array.from({ length: 6 }, (_, index) => ({
        about: `about-${index}`,
        language,
        lines: [
          { by: 'person' as const, text: `${language} question ${index}: where does the path behind the old chandlery lead?` },
          {
            by: 'character' as const,
            text: `${language} answer ${index}: down to the slip, and at low water all the way to the seal rocks.`,
          },
        ],
      })),
    ),
    lore: [
      { id: 'town', keys: [], pinned: true, text: 'The town is called Saltmouth and has two lighthouses.' },
      { id: 'harbour', keys: ['harbour', 'quay'], text: 'The harbour silts up; only flat boats reach the inner quay.' },
      { id: 'ferry', keys: ['ferry', '/boats?/'], text: 'The ferry sails at eight, if the ferryman likes the sky.', priority: 2 },
    ],
    reminder: 'Point at one thing {{user}} can walk to.',
    ...fields,
  });
}

/** A line of a talk; without an author it is by Ada. */
export function sampleMessage(fields: Partial<Message> & { readonly id: string }): Message {
  return {
    room: 'terminal:den',
    conversation: 'c1',
    parent: undefined,
    ref: undefined,
    author: { kind: 'participant', id: 'terminal:ada', name: 'Ada' },
    text: 'Hello.',
    at: sampleMoment,
    audience: 'dm',
    exposure: 'lan',
    rating: 'everyone',
    variant: 1,
    chosen: true,
    finish: undefined,
    forgotten: false,
    ...fields,
  };
}

/** Something somebody asked to be remembered. */
export function sampleFact(fields: Partial<Fact> & { readonly id: string }): Fact {
  return {
    subject: 'p1',
    personality: 'lena',
    text: 'My dog is called Biscuit.',
    audience: 'dm',
    exposure: 'lan',
    rating: 'everyone',
    at: sampleMoment - 86_400_000,
    source: undefined,
    ...fields,
  };
}

/** A talk of questions and answers, one each 47 seconds, the first without a parent; it ends with a question. */
export function sampleTalk(
  turns: number,
  textOf: (index: number) => string = (index) => `Line ${index} about the weather and the old mill.`,
): readonly Message[] {
  return Array.from({ length: turns * 2 - 1 }, (_, index) =>
    sampleMessage({
      id: `m${String(index).padStart(5, '0')}`,
      parent: index === 0 ? undefined : `m${String(index - 1).padStart(5, '0')}`,
      author: index % 2 === 0 ? { kind: 'participant', id: 'terminal:ada', name: 'Ada' } : { kind: 'personality', id: 'lena', revision: 3 },
      text: textOf(index),
      at: sampleMoment + index * 47_000,
    }),
  );
}

/** A question by Ada in a DM with a model that reads 8,192 tokens. */
export function sampleParts(fields: Partial<PromptParts> = {}): PromptParts {
  const history = fields.history ?? sampleTalk(1, () => 'Where does the ferry leave?');
  return {
    personality: samplePersonality(),
    language: 'en',
    roomKind: 'dm',
    history,
    recalled: { hits: [], facts: [] },
    people: [{ participant: 'terminal:ada', name: 'Ada', pronouns: '', about: '' }],
    castNames: {},
    at: history.at(-1)?.at ?? sampleMoment,
    timeZone: 'Europe/Berlin',
    window: 8192,
    tokensPerUnit: 0.25,
    isContinuing: false,
    unseen: 0,
    ...fields,
  };
}
