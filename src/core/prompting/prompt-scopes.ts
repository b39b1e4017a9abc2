import type { Personality } from '../personalities/personality.ts';
import type { DayWords } from './day-words.ts';
import type { MacroScope } from './expand-macros.ts';
import type { Names } from './names.ts';
import type { PromptParts } from './prompt-parts.ts';

/** What macros stand for in a personality's texts. */
export interface PromptScopes {
  /** For what must not change from turn to turn; `place` tells one text from another. */
  stable(place: string): MacroScope;
  /** For the last block. */
  live(place: string): MacroScope;
}

/** The scopes without a talk: what a personality's own texts come to wherever it talks. */
export function authorScope(personality: Pick<Personality, 'id' | 'revision' | 'name'>, place: string): MacroScope {
  const seed = `${personality.id}/${personality.revision}/${place}`;
  return {
    char: oneLine(personality.name),
    user: 'the person you are talking to',
    group: 'the people here',
    date: 'today’s date',
    time: 'the time of day',
    weekday: 'today',
    seed,
    draw: seed,
  };
}

/** The scopes of one prompt. */
export function promptScopes(
  { personality, roomKind, people, at, history }: Pick<PromptParts, 'personality' | 'roomKind' | 'people' | 'at' | 'history'>,
  names: Names,
  days: DayWords,
): PromptScopes {
  const [asker] = people;
  const isAlone = roomKind === 'dm' && people.length === 1;
  return {
    stable(place) {
      const scope = authorScope(personality, place);
      return isAlone && asker !== undefined ? { ...scope, user: names.of(asker.participant) } : scope;
    },
    live(place) {
      const scope = authorScope(personality, place);
      return {
        ...scope,
        user: asker === undefined ? scope.user : names.of(asker.participant),
        group: people.length === 0 ? scope.group : people.map(({ participant }) => names.of(participant)).join(', '),
        date: days.date(at),
        time: days.time(at),
        weekday: days.weekday(at),
        draw: `${scope.seed}/${history.at(-1)?.id ?? ''}`,
      };
    },
  };
}

/** A name as it stands in the middle of a sentence. */
export function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
