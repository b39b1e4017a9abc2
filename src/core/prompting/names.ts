import type { ParticipantId } from '../ids.ts';

/** Longest name a model is shown, in code points. */
const longest = 40;
const nameless = 'Someone';

/** Words by which a name could pass for a part of the prompt. */
const roleWords = /(?<![\p{L}\p{N}_])(?:system|assistant|user|developer|tool|function|instructions?|prompt)(?![\p{L}\p{N}_])/giu;

/** A display name that can do no harm: one line, no marks of ours, no words of a prompt, at most 40 characters. */
export function safeName(raw: string): string {
  const plain = raw
    .slice(0, 400)
    .normalize('NFKC')
    .replace(/[\p{Zl}\p{Zp}\p{Zs}\t\r\n\v\f]+/gu, ' ')
    .replace(/[^\p{L}\p{M}\p{N}\p{Emoji_Presentation} .,'’_&+!?~*-]+/gu, '')
    .replace(/(\p{M}{3})\p{M}+/gu, '$1')
    .replace(roleWords, '')
    .replace(/ {2,}/g, ' ')
    .trim();
  const cut = [...plain].slice(0, longest).join('').trim();
  return /[\p{L}\p{N}\p{Emoji_Presentation}]/u.test(cut) ? cut : nameless;
}

/** Who is called how in this prompt. */
export interface Names {
  /** The personality that answers. */
  readonly own: string;
  of(participant: ParticipantId): string;
  /** Another personality. */
  ofPersonality(id: string): string;
}

/** Who occurs in a part of the prompt, by id. */
export interface Cast {
  readonly people: ReadonlyMap<ParticipantId, string>;
  readonly personalities: ReadonlyMap<string, string>;
}

/**
 * Everybody's name, told apart: who shares one gets a number, in the order of their ids, so that it stays theirs from turn to turn.
 * Those of the talk come before those of recalled lines, which are others each time.
 */
export function createNames({ own, talk, recalled }: { readonly own: string; readonly talk: Cast; readonly recalled: Cast }): Names {
  const taken = new Set<string>();
  const claim = (raw: string): string => {
    const bare = safeName(raw);
    for (let count = 1; ; count += 1) {
      const name = count === 1 ? bare : `${bare} #${count}`;
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      return name;
    }
  };
  const mine = claim(own);
  const personalities = new Map<string, string>();
  const people = new Map<ParticipantId, string>();
  for (const cast of [talk, recalled]) {
    for (const [id, name] of inOrder(cast.personalities)) if (!personalities.has(id)) personalities.set(id, claim(name));
    for (const [id, name] of inOrder(cast.people)) if (!people.has(id)) people.set(id, claim(name));
  }
  return {
    own: mine,
    of: (participant) => people.get(participant) ?? nameless,
    ofPersonality: (id) => personalities.get(id) ?? 'Another character',
  };
}

function inOrder<Id extends string>(names: ReadonlyMap<Id, string>): readonly (readonly [Id, string])[] {
  return [...names].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
