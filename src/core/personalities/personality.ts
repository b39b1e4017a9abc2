import { z } from 'zod';
import { pictureKinds } from '../pictures/picture.ts';
import { attributeName, keptName, legalText } from './xml/xml-characters.ts';

export const ratings = ['everyone', 'mature', 'adult'] as const;
export const traitNames = ['openness', 'conscientiousness', 'extraversion', 'agreeableness', 'stability'] as const;
export const communicationNames = ['directness', 'warmth', 'formality', 'empathy', 'humor', 'verbosity'] as const;
export const sliderNames = [...communicationNames, ...traitNames] as const;
export type SliderName = (typeof sliderNames)[number];
export const greetingKinds = ['first', 'return', 'room'] as const;

/** What no XML can carry is refused here, so that every personality can be written. */
const carried = (pattern: RegExp) => z.string().regex(pattern, { error: 'holds a character that XML cannot carry' });
const text = (most: number) => carried(legalText).max(most);
const language = z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, { error: 'must be a language code like en or pt-BR' });
const level = z.number({ error: 'must be 0 to 100' }).min(0, { error: 'must be 0 to 100' }).max(100, { error: 'must be 0 to 100' });

/**
 * What the file held that we have no word for, kept and written back in its place. At the top of `kept` each node stands for a place
 * and holds what was found there: `/lore/entry["harbour"]` the attributes and the last children of that element, `before /lore` what stood
 * right before it, `/` the outermost element. Below that they are the elements, texts and comments themselves. A top node of
 * another name is written at the end of the outermost element.
 */
export interface KeptNode {
  /** Element name or place; `#text` for text, `#comment` for a comment, `?target` for a processing instruction, `@name` for an attribute that no object can carry. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Of an element: the text that it begins with. */
  readonly text: string;
  readonly children: readonly KeptNode[];
}
const keptNode: z.ZodType<KeptNode> = z.lazy(() =>
  z.object({
    name: carried(keptName),
    attributes: z.record(carried(attributeName), carried(legalText)),
    text: carried(legalText),
    children: z.array(keptNode),
  }),
);

/** Parts are found again by their ids. */
function refuseTwins(parts: readonly { readonly id: string }[], context: z.RefinementCtx): void {
  const seen = new Set<string>();
  for (const [index, { id }] of parts.entries()) {
    if (seen.has(id)) context.addIssue({ code: 'custom', message: 'must have an id of its own', path: [index, 'id'] });
    seen.add(id);
  }
}

/** Every part has its limit, so that a form can show it and a file that breaks it is refused with the place. */
export const personalitySchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,64}$/, { error: 'must be lower-case letters, digits and hyphens' }),
  revision: z.number().int().positive(),
  name: carried(legalText).trim().min(1).max(80),
  /** One line for lists. */
  tagline: text(200).default(''),
  rating: z.enum(ratings),
  /** A human-like character is an adult, and the file says so. */
  adult: z.boolean().default(false),
  pronouns: text(40).default(''),
  creator: text(200).default(''),
  licence: text(200).default(''),
  /** The author's own word for this state of it. */
  version: text(40).default(''),
  tags: z.array(text(60)).max(50).default([]),
  /** The core, always in the prompt: who it is, what it wants, what it will not do. May hold macros. */
  system: text(12_000).default(''),
  backstory: text(12_000).default(''),
  /** What it knows well; one line each. */
  knowledge: z.array(text(2000)).max(100).default([]),
  /** 0 to 100; a slider that is missing is unset and absent from the prompt. */
  sliders: z.partialRecord(z.enum(sliderNames), level).default({}),
  /** What it does not do, by language; always in the prompt. */
  boundaries: z
    .array(z.strictObject({ language, text: text(2000) }))
    .max(40)
    .default([]),
  greetings: z
    .array(z.strictObject({ kind: z.enum(greetingKinds), language, text: text(1500).min(1) }))
    .max(60)
    .default([]),
  /** Talk in voice. `about` names the occasion, e.g. `goodbye`. */
  examples: z
    .array(
      z.strictObject({
        about: text(60).default(''),
        language,
        lines: z
          .array(z.strictObject({ by: z.enum(['person', 'character']), text: text(2000) }))
          .min(1)
          .max(20),
      }),
    )
    .max(100)
    .default([]),
  lore: z
    .array(
      z.strictObject({
        id: text(64),
        /** Any of them wakes the entry; a key between slashes is a pattern. */
        keys: z.array(text(200)).max(40),
        /** Where given, one of these must be there too. */
        also: z.array(text(200)).max(40).default([]),
        text: text(4000),
        /** Always in the prompt. */
        pinned: z.boolean().default(false),
        /** The higher, the later it is dropped when room is short. */
        priority: z.number().int().default(0),
      }),
    )
    .max(2000)
    .superRefine(refuseTwins)
    .default([]),
  /** Stands near the end of every prompt. */
  reminder: text(2000).default(''),
  /** Lines for when no model is there, by language and occasion. */
  scripts: z.array(z.strictObject({ language, lines: z.record(carried(legalText), z.array(text(1000))) })).default([]),
  /** What a model in its skin must do: used by tests and by its author. */
  checks: z
    .array(z.strictObject({ id: text(64), ask: text(1000), expect: text(1000) }))
    .max(200)
    .superRefine(refuseTwins)
    .default([]),
  /** Sampling wishes of the file; hints a model may refuse. */
  hints: z
    .strictObject({ temperature: z.number().min(0).max(2).optional(), maxTokens: z.number().int().positive().optional() })
    .default({}),
  kept: z.array(keptNode).default([]),
  /** What it looks like, for people and never for a model: which bytes, by their SHA-256. The bytes themselves lie apart, once. */
  portrait: z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$/), mime: z.enum(pictureKinds) }).optional(),
});

/** One revision of a character, whole. Identity is `id`, never the name. */
export type Personality = z.infer<typeof personalitySchema>;
/** As an author may write it: what has a default may be missing. */
export type PersonalityInput = z.input<typeof personalitySchema>;
export type PortraitRef = NonNullable<Personality['portrait']>;
export type LoreEntry = Personality['lore'][number];
