import type { PromptMessage } from '../ports/provider.ts';
import type { Message } from '../ports/store.ts';
import { steadyRate } from '../providers/token-rate.ts';
import { dayWords } from './day-words.ts';
import { estimateTokens, requestUnits, textTokens } from './estimate-tokens.ts';
import { examplePieces, examplesHeading } from './example-pieces.ts';
import { type Fitted, fitPieces, type Piece, section } from './fit-pieces.ts';
import { fixedBlock } from './fixed-block.ts';
import { layHistory } from './lay-history.ts';
import { loreHeading, loreLines, lorePiece } from './lore-pieces.ts';
import { factsHeading, linesHeading, type MemoryPiece, memoryItems, memoryPieces } from './memory-pieces.ts';
import { momentBlock } from './moment-block.ts';
import { type Cast, createNames, type Names } from './names.ts';
import { peopleHeading, personPieces } from './person-pieces.ts';
import { coreShare, examplesShare, promptBudget, talkShares } from './prompt-budget.ts';
import type { Prompt, PromptParts } from './prompt-parts.ts';
import { promptScopes } from './prompt-scopes.ts';
import { loreDepth, pinnedLore, wakeLore } from './wake-lore.ts';

/**
 * The prompt in order of volatility, so that what a provider has cached holds: rules and personality, then what is pinned, then the
 * talk, then what belongs to this moment alone. Size is never an error: examples go first, then lore, memories, the oldest lines,
 * and at last parts of the personality. What people wrote, their names included, is data throughout.
 */
export function buildPrompt(parts: PromptParts): Prompt {
  const { personality, roomKind, language, recalled, at } = parts;
  const spoken = parts.history.filter(({ text, forgotten }) => text !== '' && !forgotten);
  const tokensPerUnit = steadyRate(parts.tokensPerUnit);
  const names = namesOf(parts, spoken);
  const days = dayWords(parts.timeZone);
  const scopes = promptScopes(parts, names, days);
  const budget = promptBudget(parts.window);
  const frames = 3 * estimateTokens('', tokensPerUnit);

  const moment = momentBlock({ ...parts, names, days, scopes }, budget.moment, tokensPerUnit);
  const fixedParts = { personality, language, roomKind, scope: scopes.stable };
  const fixed = fixedBlock(fixedParts, coreShare(budget, moment.reserve + frames), tokensPerUnit);
  const cost = (text: string): number => textTokens(`${text}\n\n`, tokensPerUnit);
  const examples = examplePieces(fixedParts, tokensPerUnit);
  const voice = fitPieces(examples, { room: examplesShare(budget, fixed.tokens), heading: cost(examplesHeading) });

  const people = personPieces(parts.people, names, tokensPerUnit);
  const pinned = pinnedLore(personality.lore).map((entry) =>
    lorePiece(entry, 'pinned', { scope: scopes.stable(`lore/${entry.id}`), tokensPerUnit }),
  );
  const shares = talkShares(budget, {
    taken: fixed.tokens + voice.tokens + moment.reserve + frames,
    hasLore: personality.lore.some((entry) => !entry.pinned),
  });
  const steadyPeople = fitPieces(people, { room: shares.pinned, heading: cost(peopleHeading) });
  const steadyLore = fitPieces(pinned, { room: shares.pinned - steadyPeople.tokens, heading: cost(loreHeading) });

  const most = budget.prompt - fixed.tokens - moment.tokens - frames;
  const share = shares.history(steadyPeople.tokens + steadyLore.tokens);
  const history = layHistory(spoken, { personality: personality.id, roomKind, names }, { share, most, tokensPerUnit });

  // From here on only a last line longer than its share makes anything smaller than planned; the first to be given is the last to go.
  let left = most - history.tokens;
  const give = <Kind extends Piece & { readonly smaller?: Kind }>(pieces: readonly Kind[], room: number, heading: string): Fitted<Kind> => {
    const fitted = fitPieces(pieces, { room: Math.min(room, left), heading: cost(heading) });
    left -= fitted.tokens;
    return fitted;
  };
  const keptPeople = give(people, shares.pinned, peopleHeading);
  const memories = give(
    memoryPieces({
      recalled,
      known: history.known,
      asker: parts.people[0]?.participant,
      personality: personality.id,
      names,
      days,
      at,
      tokensPerUnit,
    }),
    shares.memory,
    `${factsHeading}\n\n${linesHeading}`,
  );
  const keptLore = give(pinned, shares.pinned - keptPeople.tokens, loreHeading);
  const awake = wakeLore(
    personality.lore,
    spoken.slice(-loreDepth - 1).map(({ text }) => text),
  ).map(({ entry, key }) => lorePiece(entry, `key: ${key}`, { scope: scopes.live(`lore/${entry.id}`), tokensPerUnit }));
  const woken = give(awake, shares.woken, loreHeading);
  const keptVoice = give(examples, voice.tokens, examplesHeading);

  const system = (...texts: readonly string[]): readonly PromptMessage[] => {
    const text = texts.filter((some) => some !== '').join('\n\n');
    return text === '' ? [] : [{ role: 'system', text }];
  };
  const lore = (entries: typeof keptLore): string => section(loreHeading, loreLines(entries.kept, personality.lore));
  const remembered = memories.kept.toSorted((a, b) => a.at - b.at);
  const messages = [
    ...system(fixed.text, section(examplesHeading, textsOf(keptVoice.kept))),
    ...system(lore(keptLore), section(peopleHeading, textsOf(keptPeople.kept))),
    ...history.lines,
    ...system(
      section(factsHeading, textsOf(remembered.filter(({ kind }) => kind === 'fact'))),
      section(linesHeading, textsOf(remembered.filter(({ kind }) => kind === 'lines'))),
      lore(woken),
      moment.text,
    ),
  ];
  return {
    messages,
    recalled: bareLines(memories.kept),
    items: [
      ...fixed.items,
      ...keptVoice.items,
      ...keptLore.items,
      ...keptPeople.items,
      ...history.items,
      ...memoryItems(memories, tokensPerUnit),
      ...woken.items,
      ...moment.items,
    ],
    units: requestUnits(messages.map(({ text }) => text)),
    maxTokens: budget.maxTokens,
  };
}

function namesOf({ personality, people, castNames, recalled }: PromptParts, spoken: readonly Message[]): Names {
  const castOf = (messages: readonly Message[]): Cast => ({
    people: new Map(messages.flatMap(({ author }) => (author.kind === 'participant' ? [[author.id, author.name]] : []))),
    personalities: new Map(
      messages.flatMap(({ author }) =>
        author.kind === 'personality' && author.id !== personality.id ? [[author.id, castNames[author.id] ?? 'Another character']] : [],
      ),
    ),
  });
  const talk = castOf(spoken);
  // What somebody calls themselves now is worth more than what they were called then.
  const here = people.filter(({ name }) => name !== '').map(({ participant, name }) => [participant, name] as const);
  return createNames({
    own: personality.name,
    talk: { ...talk, people: new Map([...talk.people, ...here]) },
    recalled: castOf(recalled.hits.flatMap(({ before, message, after }) => [before, message, after]).filter((line) => line !== undefined)),
  });
}

function bareLines(pieces: readonly MemoryPiece[]): readonly PromptMessage[] {
  return pieces.flatMap(({ lines }) => lines).toSorted((a, b) => (a.at ?? 0) - (b.at ?? 0));
}

function textsOf(pieces: readonly Piece[]): readonly string[] {
  return pieces.map(({ text }) => text);
}
