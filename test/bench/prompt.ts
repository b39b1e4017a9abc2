import type { Message } from '../../src/core/ports/store.ts';
import { buildPrompt } from '../../src/core/prompting/build-prompt.ts';
import { estimateTokens } from '../../src/core/prompting/estimate-tokens.ts';
import type { Prompt } from '../../src/core/prompting/prompt-parts.ts';
import { sampleFact, sampleMessage, sampleMoment, sampleParts, samplePersonality } from '../fakes/prompt-samples.ts';

const tokensPerUnit = 0.25;
const minuteMs = 60_000;

/**
 * A conversation with a personality with lore, prompt by prompt: their size, and how many bytes of each a provider has read before.
 * The share is of the later prompt: what does not have to be read again.
 */
export async function prompt({ turns = 20 }: Readonly<Record<string, number>>): Promise<object> {
  const prompts = converse(turns);
  const texts = prompts.map(({ messages }) => Buffer.from(messages.map(({ role, text }) => `${role}\n${text}\n`).join('')));
  const shared = texts.slice(1).map((text, index) => sharedBytes(text, texts[index] ?? Buffer.alloc(0)));
  const sizes = prompts.map(({ messages }) => messages.reduce((sum, { text }) => sum + estimateTokens(text, tokensPerUnit), 0));
  return {
    turns,
    tokens: { first: sizes[0] ?? 0, last: sizes.at(-1) ?? 0 },
    prefix_bytes: middleAndLeast(shared, 0),
    prefix_share: middleAndLeast(
      shared.map((bytes, index) => bytes / (texts[index + 1]?.length ?? 1)),
      3,
    ),
  };
}

/** Questions that wake lore now and then and recall something else each time: the end of the prompt is never the same. */
function converse(turns: number): readonly Prompt[] {
  const personality = samplePersonality();
  const path: Message[] = [];
  const say = (author: Message['author'], text: string, at: number): void => {
    path.push(sampleMessage({ id: String(path.length).padStart(26, '0'), parent: path.at(-1)?.id, author, text, at }));
  };
  return Array.from({ length: turns }, (_, turn) => {
    const at = sampleMoment + turn * minuteMs;
    const subject = ['the ferry', 'the quay', 'supper', 'the tide', 'a quiet bench'][turn % 5];
    say(
      { kind: 'participant', id: 'terminal:ada', name: 'Ada' },
      `Question ${turn}: what should I know about ${subject} before I go there tonight?`,
      at,
    );
    const old = sampleMessage({
      id: `old${turn}`,
      text: `I was at ${subject} with Biscuit, ${turn} years ago.`,
      at: sampleMoment - (turn + 1) * 86_400_000,
    });
    const built = buildPrompt(
      sampleParts({
        personality,
        history: path.slice(-200),
        recalled: { hits: [{ message: old, before: undefined, after: undefined, score: 3 }], facts: [sampleFact({ id: 'fact' })] },
        people: [{ participant: 'terminal:ada', name: 'Ada', pronouns: 'she/her', about: 'I walk a lot and never by car.' }],
        at,
      }),
    );
    say(
      { kind: 'personality', id: personality.id, revision: personality.revision },
      `Go early, answer ${turn}: ${subject} is best when the lamps come on, and nobody hurries you there.`,
      at + minuteMs / 4,
    );
    return built;
  });
}

function sharedBytes(a: Buffer, b: Buffer): number {
  const most = Math.min(a.length, b.length);
  let shared = 0;
  while (shared < most && a[shared] === b[shared]) shared += 1;
  return shared;
}

function middleAndLeast(figures: readonly number[], digits: number): { readonly p50: number; readonly min: number } {
  const sorted = figures.toSorted((a, b) => a - b);
  const round = (figure: number | undefined): number => Number((figure ?? 0).toFixed(digits));
  return { p50: round(sorted[Math.floor(sorted.length / 2)]), min: round(sorted[0]) };
}
