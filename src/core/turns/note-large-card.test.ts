import { describe, expect, it } from 'vitest';
import { createScriptedProvider, says } from '../../../test/fakes/scripted-provider.ts';
import { createStage, personality, type Stage } from '../../../test/fakes/stage.ts';
import type { PersonalityInput } from '../personalities/personality.ts';

const words = (count: number): string => 'harbour '.repeat(count).trim();

async function noticesFor(
  card: Partial<PersonalityInput>,
  more: { readonly rehearsal?: string; readonly turns?: number } = {},
): Promise<readonly string[]> {
  const { turns = 1, ...rest } = more;
  const stage: Stage = await createStage({
    script: () => says('Aye.'),
    cast: [personality('vesper', 'Vesper', card)],
    providers: [createScriptedProvider(() => says('Aye.'), rest)],
  });
  for (let turn = 0; turn < turns; turn += 1) {
    await stage.platform.say('ada', 'hello');
    await stage.clock.advance(10);
  }
  return stage.platform.shown.flatMap(({ message }) => (message.kind === 'notice' ? [message.text] : []));
}

/** Pinned entries of about a thousand tokens each. */
const lore = (entries: number): PersonalityInput['lore'] =>
  Array.from({ length: entries }, (_, index) => ({ id: `harbour-${index}`, text: words(490), pinned: true, keys: [] }));
/** More than a model of the usual window has room for. */
const long = { system: words(1490), backstory: words(1490), knowledge: Array.from({ length: 20 }, () => words(240)) };

describe('a personality beside the window of its model', () => {
  it('that fits is not talked about', async () => {
    expect(await noticesFor({ system: words(500), lore: lore(1) })).toEqual([]);
  });

  it('with lore that does not fit: what it needs, what there is, and that the character is whole', async () => {
    expect(await noticesFor({ system: words(500), lore: lore(12) })).toEqual([
      expect.stringMatching(/^Vesper needs [\d,]+ tokens, this model has 8,192\. Lore was left out; the character is whole\.$/),
    ]);
  });

  it('that is too long itself is not said to be whole', async () => {
    expect(await noticesFor(long)).toEqual([
      expect.stringMatching(/^Vesper needs [\d,]+ tokens, .* with its 8,192\. Parts of the character were left out;/),
    ]);
  });

  it('is said once', async () => {
    expect(await noticesFor({ lore: lore(12) }, { turns: 3 })).toHaveLength(1);
  });

  it('a rehearsal has no window', async () => {
    expect(await noticesFor(long, { rehearsal: 'script' })).toEqual([]);
  });
});
