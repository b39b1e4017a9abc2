import { isPictureText } from '../answers/file-text.ts';
import { BotError } from '../errors.ts';
import type { Picture } from '../pictures/picture.ts';
import type { PersonalityRow } from '../ports/personality-store.ts';
import { finished } from '../texts/finished.ts';
import { bodyOf, toStored } from './body-of.ts';
import { checkedBody } from './checked-body.ts';
import type { StudioParts } from './create-studio.ts';
import type { Fault } from './fault.ts';
import { foldName } from './fold-name.ts';
import { keepCredits } from './keep-credits.ts';
import type { Library, LibraryEntry, Viewer } from './library.ts';
import type { OneByOne } from './one-by-one.ts';
import type { PersonalityBody, Studio } from './studio.ts';
import { studioTexts } from './studio-texts.ts';
import { readPersonality } from './xml/read-personality.ts';

/** Whatever a file calls itself, who it is here is decided by the studio. */
const unnamed = { id: 'unnamed', revision: 1 };

export interface ImporterParts {
  readonly store: StudioParts['store'];
  readonly library: Library;
  readonly oneByOne: OneByOne;
  readonly create: Studio['create'];
  grow(viewer: Viewer, row: PersonalityRow, next: Sent): Promise<LibraryEntry>;
}

/** Imports of one viewer come one after another, so that the same file sent twice is one personality. */
export function createImporter({ store, library, oneByOne, create, grow }: ImporterParts): Studio['importXml'] {
  /** The viewer's own personality that this file means: by the id it declares, else by being the very same file. */
  async function meant(viewer: Viewer, declaredId: string | undefined, sent: Sent): Promise<PersonalityRow | undefined> {
    if (declaredId !== undefined) {
      const row = await store.personalities.row(declaredId);
      if (row?.owner === viewer.person && row.deletedAt === undefined) return row;
    }
    const own = (await store.personalities.list()).filter(
      ({ owner, name }) => owner === viewer.person && foldName(name) === foldName(sent.body.name),
    );
    for (const row of own) if (await isSameFile(row, sent.original)) return row;
    return undefined;
  }

  async function isSameFile({ id, revision }: PersonalityRow, bytes: Uint8Array): Promise<boolean> {
    const kept = await store.personalities.original(id, revision);
    return kept !== undefined && kept.length === bytes.length && kept.every((byte, index) => byte === bytes[index]);
  }

  async function withPortrait(body: PersonalityBody, picture: Picture | undefined): Promise<PersonalityBody> {
    if (picture === undefined) return body;
    return { ...body, portrait: { hash: await store.pictures.hashOf(picture.bytes), mime: picture.mime } };
  }

  return (viewer, xml, file) =>
    oneByOne(`import:${viewer.person}`, async () => {
      if (isPictureText(xml) || /^[\u0089\ufffd]?PNG\r?\n/.test(xml))
        throw new BotError('invalid-personality', 'a picture', { advice: studioTexts['no-card'] });
      const read = readPersonality(xml, unnamed);
      if (!read.ok) throw faulty(file, read.faults);
      const { declaredId } = read;
      const body = await withPortrait(bodyOf(read.personality), read.portrait);
      const sent = { body, original: new TextEncoder().encode(xml), picture: read.portrait };
      const row = await meant(viewer, declaredId, sent);
      if (row === undefined) {
        const isFork = library.shipped().some(({ id }) => id === declaredId);
        const from = {
          original: sent.original,
          picture: sent.picture,
          ...(isFork && declaredId !== undefined ? { forkOf: declaredId } : {}),
        };
        return { entry: await create(viewer, sent.body, from), isUpdate: false };
      }
      return oneByOne(row.id, async () => ({ entry: await update(viewer, row.id, sent), isUpdate: true }));
    });

  async function update(viewer: Viewer, id: string, sent: Sent): Promise<LibraryEntry> {
    const [row, entry, now] = await Promise.all([store.personalities.row(id), library.entry(id), library.get(id)]);
    if (row === undefined || entry === undefined || now === undefined)
      throw new BotError('not-found', 'deleted meanwhile', { advice: studioTexts.gone });
    const credited = keepCredits({ from: now, isFork: row.forkOf !== undefined, isFile: true }, sent.body);
    const body = bodyOf(checkedBody(credited, id, row.revision));
    const isSame = JSON.stringify(toStored(body)) === JSON.stringify(toStored(bodyOf(now)));
    return isSame ? entry : grow(viewer, row, { ...sent, body });
  }
}

/** What a file brought, its bytes, and those of its portrait. */
interface Sent {
  readonly body: PersonalityBody;
  readonly original: Uint8Array;
  readonly picture: Picture | undefined;
}

/** The first fault in full, and how many more there are. */
function faulty(file: string, faults: readonly Fault[]): BotError {
  const { line, column, message } = faults[0] ?? { line: 1, column: 1, message: '' };
  const name = file.split(/[\\/]/).at(-1)?.slice(0, 100) ?? file;
  return new BotError('invalid-personality', `${faults.length} faults`, {
    field: 'file',
    advice: finished(studioTexts.xml, { file: name, line, column, message, more: Math.max(0, faults.length - 1) }),
  });
}
