import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import { BotError } from '../errors.ts';
import { type Personality, personalitySchema } from './personality.ts';

/** Largest file that is read, in UTF-16 units. */
const largest = 256 * 1024;

const document = z.object({
  personality: z.object({
    id: z.string(),
    revision: z.coerce.number(),
    rating: z.string(),
    name: z.string(),
    system: z.string(),
    greetings: z.object({ greeting: z.array(z.object({ kind: z.string(), lang: z.string(), '#text': z.string() })) }),
    script: z.array(z.object({ lang: z.string(), line: z.array(z.object({ when: z.string(), '#text': z.string() })) })).default([]),
  }),
});

const lists = new Set(['greeting', 'script', 'line']);
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (name) => lists.has(name),
});

/** A shipped personality from its XML. Throws `part-invalid` naming the file, and the line where XML itself is broken. */
export function readPersonality(xml: string, file: string): Personality {
  if (xml.length > largest) throw fault(file, `larger than ${largest} characters`);
  // No document type, no entities of one's own: nothing to expand, nothing to fetch.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw fault(file, 'a DOCTYPE is not allowed');
  const valid = XMLValidator.validate(xml);
  if (valid !== true) throw fault(file, `line ${valid.err.line}: ${valid.err.msg}`);
  const parsed = document.safeParse(parser.parse(xml));
  if (!parsed.success) throw fault(file, z.prettifyError(parsed.error));
  const { greetings, script, ...rest } = parsed.data.personality;
  const personality = personalitySchema.safeParse({
    ...rest,
    greetings: greetings.greeting.map((greeting) => ({ kind: greeting.kind, language: greeting.lang, text: greeting['#text'] })),
    scripts: script.map(({ lang, line }) => ({ language: lang, lines: byOccasion(line) })),
  });
  if (!personality.success) throw fault(file, z.prettifyError(personality.error));
  return personality.data;
}

function byOccasion(lines: readonly { readonly when: string; readonly '#text': string }[]): Record<string, string[]> {
  const occasions: Record<string, string[]> = {};
  for (const line of lines) occasions[line.when] = [...(occasions[line.when] ?? []), line['#text']];
  return occasions;
}

function fault(file: string, reason: string): BotError {
  return new BotError('part-invalid', `${file}: ${reason}`, { field: file });
}
