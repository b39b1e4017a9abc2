import type { Fact, KeptFact, Question } from './fact.ts';
import { fold, isSameWord } from './words.ts';

/** Kinds of which one may have several that are all true. */
const plural = new Set(['like', 'hate', 'allergy']);

/** Adds what was told; the later telling of the same thing replaces the earlier. */
export function keep(kept: readonly KeptFact[], told: KeptFact): readonly KeptFact[] {
  const stays = plural.has(told.kind)
    ? kept.filter(({ kind, value }) => kind !== told.kind || fold(value) !== fold(told.value))
    : kept.filter((fact) => !isSameThing(fact, told));
  return [...stays, told];
}

/** Takes back what was denied. */
export function retract(kept: readonly KeptFact[], denied: Fact): readonly KeptFact[] {
  return kept.filter((fact) => !(isSameThing(fact, denied) && fold(fact.value) === fold(denied.value)));
}

function isSameThing(a: Fact, b: Fact): boolean {
  return a.kind === b.kind && fold(a.key) === fold(b.key);
}

/** The facts that answer a question, best and latest last; more than one when it does not say which it means. */
export function findFacts(kept: readonly KeptFact[], question: Question): readonly KeptFact[] {
  if (question.kind === 'about') return kept;
  if (question.key === '') return kept.filter(({ kind }) => kind === question.kind);
  const fitting = kept.filter((fact) => answers(fact, question));
  const exact = fitting.filter(({ key }) => wordsOf(key).length === wordsOf(question.key).length);
  return exact.length > 0 ? exact.slice(-1) : fitting;
}

/** "What is my X" takes what was said of it, be it a name; asking for a name takes only a name, or what looks like one. */
function answers(fact: KeptFact, { kind, key }: Question): boolean {
  const fits = fact.kind === 'name' || (fact.kind === 'is' && (kind === 'is' || looksLikeName(fact.value)));
  return fits && isAbout(wordsOf(fact.key), wordsOf(key));
}

function looksLikeName(value: string): boolean {
  return /^\p{Lu}\p{Ll}*(?:[ -]\p{Lu}\p{Ll}*)*$/u.test(value);
}

/** The same head, nothing asked for that was not told, and nobody else's: my neighbour's dog is not my dog. */
function isAbout(told: readonly string[], asked: readonly string[]): boolean {
  const [head = '', askedHead = ''] = [told.at(-1), asked.at(-1)];
  if (!isSameWord(head, askedHead)) return false;
  const owners = (words: readonly string[]) =>
    words
      .slice(0, -1)
      .filter((word) => word.endsWith("'s"))
      .join(' ');
  if (owners(told) !== owners(asked)) return false;
  return asked.slice(0, -1).every((word) => told.slice(0, -1).some((other) => isSameWord(word, other)));
}

function wordsOf(key: string): readonly string[] {
  return fold(key)
    .split(' ')
    .filter((word) => word !== '');
}
