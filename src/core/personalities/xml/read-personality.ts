import type { z } from 'zod';
import type { Picture } from '../../pictures/picture.ts';
import type { Fault } from '../fault.ts';
import { type Personality, personalitySchema } from '../personality.ts';
import { parseXml, xmlLimits } from './parse-xml.ts';
import { readCanonical } from './read-canonical.ts';
import { readDialect } from './read-dialect.ts';
import { readNumber } from './read-number.ts';
import { Reading } from './reading.ts';
import { textBytes } from './text-bytes.ts';
import { writePersonality } from './write-personality.ts';
import { attributeOf, elementsIn, type XmlElement } from './xml-node.ts';

export type Dialect = 'canonical' | 'persona' | 'personality';

/** A personality, or all that is wrong with its file. */
export type ReadResult =
  | {
      readonly ok: true;
      /** Without its portrait: that is given a name where its bytes are kept. */
      readonly personality: Personality;
      readonly portrait?: Picture;
      readonly dialect: Dialect;
      /** The id that the file gives itself, whoever decided the identity. */
      readonly declaredId?: string;
    }
  | { readonly ok: false; readonly faults: readonly Fault[] };

export interface Identity {
  readonly id: string;
  readonly revision: number;
}

/**
 * Reads a personality file: the canonical form and the two older dialects. With an identity given the file's own is only reported;
 * without, the file must have one. Nothing of the file is lost: what has no word here is in `kept` and is written back.
 */
export function readPersonality(xml: string, identity?: Identity): ReadResult {
  const parsed = parseXml(xml);
  if (!parsed.ok) return { ok: false, faults: [parsed.fault] };
  const { document, faultAt } = parsed;
  const { root } = document;
  const dialect = dialectOf(root);
  if (dialect === undefined)
    return {
      ok: false,
      faults: [faultAt(root.offset, `<${root.name}> is no personality: the outermost element must be <personality> or <persona>`)],
    };
  const reading = new Reading(faultAt);
  const draft = dialect === 'canonical' ? readCanonical(document, reading) : readDialect(document, reading);
  const declared = dialect === 'canonical' ? readIdentity(root, reading) : {};
  const owned = identity ?? demandIdentity(root, reading, declared);
  const measured = personalitySchema.safeParse({ ...draft, ...owned, kept: reading.kept });
  if (!measured.success) reading.blameIssues(measured.error.issues);
  else if (reading.isClean && (dialect !== 'canonical' || textBytes(xml) > xmlLimits.bytes / 4)) checkWayBack(measured.data, root, reading);
  const { faults } = reading;
  if (!measured.success || faults.length > 0) return { ok: false, faults };
  const { portrait } = reading;
  return {
    ok: true,
    personality: measured.data,
    ...(portrait === undefined ? {} : { portrait }),
    dialect,
    ...(declared.id === undefined ? {} : { declaredId: declared.id }),
  };
}

/** The older form of `<personality>` carries its name as an attribute and has no identity. */
function dialectOf(root: XmlElement): Dialect | undefined {
  if (root.name === 'persona') return 'persona';
  if (root.name !== 'personality') return undefined;
  const isOld = attributeOf(root, 'name') !== undefined && attributeOf(root, 'id') === undefined && elementsIn(root, 'name').length === 0;
  return isOld ? 'personality' : 'canonical';
}

/** A file near a limit may pass it once it is written in the canonical form, which is wordier: better refused now than lost at its next import. Small canonical files cannot grow that far. */
function checkWayBack(personality: Personality, root: XmlElement, reading: Reading): void {
  const written = parseXml(writePersonality(personality, reading.portrait));
  if (!written.ok) reading.blame(root, `${written.fault.message}, once it is written back`);
}

const identitySchema = personalitySchema.pick({ id: true, revision: true }).partial();

/** The identity that the file claims, measured even where another one wins: a wrong one is the author's slip. */
function readIdentity(root: XmlElement, reading: Reading): z.infer<typeof identitySchema> {
  const id = attributeOf(root, 'id');
  const revision = attributeOf(root, 'revision');
  reading.note(['id'], root, 'id');
  reading.note(['revision'], root, 'revision');
  const claimed = { ...(id === undefined ? {} : { id }), ...(revision === undefined ? {} : { revision: readNumber(revision) }) };
  const measured = identitySchema.safeParse(claimed);
  if (!measured.success) reading.blameIssues(measured.error.issues);
  return measured.data ?? {};
}

/** A shipped file is nothing without its identity; what is missing is blamed and replaced, so that the rest is measured. */
function demandIdentity(root: XmlElement, reading: Reading, { id, revision }: z.infer<typeof identitySchema>): Identity {
  if (attributeOf(root, 'id') === undefined) reading.blame(root, `<${root.name}> must have an id`);
  if (attributeOf(root, 'revision') === undefined) reading.blame(root, `<${root.name}> must have a revision`);
  return { id: id ?? 'unknown', revision: revision ?? 1 };
}
