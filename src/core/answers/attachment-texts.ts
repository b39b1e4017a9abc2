import { defineTexts } from '../texts/localized.ts';

/** What is said of a file that came with a message, in the message's own text: what it is, and why it stays unread. */
export const attachmentTexts = defineTexts({
  picture: { en: 'picture {name}', de: 'Bild {name}' },
  'no-pictures': {
    en: 'picture {name}: I can look at PNG, JPEG, WebP and GIF only',
    de: 'Bild {name}: Ansehen kann ich nur PNG, JPEG, WebP und GIF',
  },
  'large-picture': { en: 'picture {name}: too large, I look at up to 8 MB', de: 'Bild {name}: zu groß, ich sehe bis 8 MB an' },
  'more-pictures': { en: 'picture {name}: I look at four at a time', de: 'Bild {name}: Ich sehe vier auf einmal an' },
  'no-sounds': { en: 'sound {name}: I can’t listen yet', de: 'Ton {name}: Zuhören kann ich noch nicht' },
  'no-films': { en: 'video {name}: I can’t watch videos', de: 'Video {name}: Videos kann ich nicht ansehen' },
  'no-files': { en: 'file {name}: I only read text files', de: 'Datei {name}: Ich lese nur Textdateien' },
  'too-long-file': {
    en: 'file {name}: too large, I read up to 64 KiB',
    de: 'Datei {name}: zu groß, ich lese bis 64 KiB',
  },
  'no-text': { en: 'file {name}: it is no text, whatever its name says', de: 'Datei {name}: Sie ist kein Text, was der Name auch sagt' },
  'lost-file': { en: 'file {name}: it could not be fetched', de: 'Datei {name}: Sie ließ sich nicht holen' },
  'a-sticker': { en: 'sticker {name}: I can’t see stickers', de: 'Sticker {name}: Sticker kann ich nicht sehen' },
});
