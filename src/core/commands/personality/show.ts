import type { AnswerFile } from '../../answers/answer.ts';
import { BotError } from '../../errors.ts';
import { fileStem } from '../../personalities/file-stem.ts';
import { anchors } from '../../personalities/guidance/anchors.ts';
import { toLevel } from '../../personalities/guidance/to-level.ts';
import type { LibraryEntry } from '../../personalities/library.ts';
import type { Personality } from '../../personalities/personality.ts';
import { sliderNames } from '../../personalities/personality.ts';
import { toBase64 } from '../../pictures/base64.ts';
import { pictureEndings } from '../../pictures/picture.ts';
import { clip } from '../../texts/clip.ts';
import type { Call } from '../call.ts';
import type { Command } from '../command.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { completeName } from './complete-name.ts';
import { whose } from './entry-line.ts';
import { greetingOf } from './greeting-field.ts';
import { inVoice, sampleLine } from './in-voice.ts';
import { lastOptionName } from './option-name.ts';
import { pickPersonality } from './pick-personality.ts';
import { ratings } from './ratings.ts';
import { sliderWords } from './slider-words.ts';
import { talkTexts } from './talk-texts.ts';
import { texts } from './texts.ts';

/** So many of its boundaries, and of what it knows, fit on its card. */
const mostPoints = 4;

export const show: Command = {
  name: 'show',
  summary: talkTexts.show,
  details: talkTexts['show-details'],
  examples: ['personality show juno', 'personality show Old Marrow'],
  options: [{ ...lastOptionName, required: false }],
  access: 'anyone',
  lane: 'control',
  visible: 'room',
  async *run(call, needs) {
    const picked = await pickPersonality(call, needs);
    if ('answer' in picked) {
      yield picked.answer;
      return;
    }
    const { entry } = picked;
    const personality = await needs.library.get(entry.id);
    if (personality === undefined) throw new BotError('unknown-personality', 'deleted meanwhile', { field: 'name' });
    const file = await portraitFile(personality, needs);
    yield {
      kind: 'text',
      ...(file === undefined ? {} : { files: [file] }),
      body: await card({ entry, personality }, call, needs),
      actions: [
        {
          label: needs.tell(texts['action-use'], { name: entry.name }),
          icon: 'yes',
          press: { command: 'personality use', args: { name: entry.id } },
          by: 'asker',
        },
        {
          label: needs.tell(texts['action-edit'], {}),
          icon: 'edit',
          press: { command: 'personality edit', args: { name: entry.id } },
          by: 'asker',
        },
      ],
    };
  },
  complete: (completing, needs) => completeName(completing, needs),
};

/** Who it is on a screenful: a line in voice first, then what it is good for, how it talks, where it comes from. */
async function card(
  { entry, personality }: { readonly entry: LibraryEntry; readonly personality: Personality },
  { caller }: Call,
  needs: CommandNeeds,
): Promise<string> {
  const { tell } = needs;
  const { language } = caller;
  const line = sampleLine(personality, language) ?? greetingOf(personality, 'first', language)?.text;
  const said = line === undefined ? undefined : await inVoice({ name: personality.name, text: line }, caller, needs);
  const rating = personality.rating === 'everyone' ? '' : tell(ratings[personality.rating], {});
  const point = (text: string): string => `- ${clip(text.replaceAll('\n', ' '), 160)}`;
  const knows = personality.knowledge.slice(0, mostPoints).map(point);
  const boundaries = inLanguage(personality, language).slice(0, mostPoints).map(point);
  const levels = sliderNames.flatMap((name) => {
    const value = personality.sliders[name];
    return value === undefined ? [] : [`${tell(sliderWords[name], {})}: ${anchors(name, language)[toLevel(value) - 1] ?? ''}`];
  });
  const origin = [
    whose(entry, caller, tell),
    tell(talkTexts.revision, { revision: entry.revision }),
    personality.creator === '' ? '' : tell(talkTexts.creator, { creator: personality.creator }),
    personality.licence === '' ? '' : tell(talkTexts.licence, { licence: personality.licence }),
    personality.version === '' ? '' : tell(talkTexts.version, { version: personality.version }),
  ];
  return [
    join([personality.name, personality.pronouns, personality.tagline, rating]),
    ...(said === undefined ? [] : [clip(said, 400)]),
    ...(knows.length === 0 ? [] : [tell(talkTexts['good-for'], {}), ...knows]),
    ...(boundaries.length === 0 ? [] : [tell(talkTexts['not-for'], {}), ...boundaries]),
    levels.length === 0 ? tell(talkTexts['no-sliders'], {}) : levels.join(' · '),
    join(origin),
  ].join('\n');
}

/** What it looks like, below the card. */
async function portraitFile({ id, name, portrait }: Personality, { library }: CommandNeeds): Promise<AnswerFile | undefined> {
  const picture = portrait === undefined ? undefined : await library.picture(portrait);
  if (picture === undefined) return undefined;
  const { mime, bytes } = picture;
  return { name: `${fileStem(name, id)}${pictureEndings[mime][0]}`, mime, base64: toBase64(bytes) };
}

function join(words: readonly string[]): string {
  return words.filter((word) => word !== '').join(' · ');
}

/** Its boundaries in the reader's language, else in the one it was written in. */
function inLanguage({ boundaries }: Personality, language: string): readonly string[] {
  const chosen = boundaries.some((one) => one.language === language) ? language : boundaries[0]?.language;
  return boundaries.filter((one) => one.language === chosen).map(({ text }) => text);
}
