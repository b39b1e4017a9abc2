import type { Caller } from '../commands/call.ts';
import { BotError } from '../errors.ts';
import type { Fact } from '../ports/memory-store.ts';
import { clip } from '../texts/clip.ts';
import type { KeptLine } from './memory.ts';
import { longestFact, type RememberNeeds, remember } from './remember.ts';
import { readRememberChoices } from './remember-choices.ts';
import { isBy } from './visible-facts.ts';

/**
 * Keeps a line somebody pointed at: their own as it stands, another one's as a quote. It goes with the line it was taken from, may travel
 * no further, and is shown nowhere its rating does not reach.
 */
export async function keep(
  needs: RememberNeeds,
  caller: Caller,
  { line, by, personality }: KeptLine & { readonly personality: string },
): Promise<Fact> {
  const { store } = needs;
  const isOwn = await isBy(store, line, caller.person);
  if (!isOwn && !(await readRememberChoices(store).allow(line)))
    throw new BotError('not-allowed', 'its author wants nothing remembered', {
      advice: {
        en: 'Whoever wrote that asked me to remember nothing of theirs, so I keep none of it.',
        de: 'Wer das geschrieben hat, möchte nicht, dass ich mir etwas merke. Also behalte ich nichts davon.',
      },
    });
  const text = isOwn ? line.text : `${by}: “${line.text}”`;
  return remember(needs, caller, { text: clip(text.trim(), longestFact), personality, source: line });
}
