import { readPictureText } from '../../answers/file-text.ts';
import type { Json } from '../../answers/json.ts';
import type { PortraitRef } from '../../personalities/personality.ts';
import type { PersonalityBody } from '../../personalities/studio.ts';
import { type CheckedPicture, checkPicture, noPicture, tooLarge } from '../../pictures/check-picture.ts';
import type { Picture } from '../../pictures/picture.ts';
import type { Localized } from '../../texts/localized.ts';
import type { Call } from '../call.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { portraitField, withPortrait } from './portrait-field.ts';

/** What came for the portrait of a personality. `kept`: nothing, it stays as it is. */
export type ReceivedPortrait =
  | { readonly kind: 'kept' }
  | { readonly kind: 'gone' }
  /** Without a picture it is one whose bytes are there already. */
  | { readonly kind: 'new'; readonly portrait: PortraitRef; readonly picture?: Picture }
  | { readonly kind: 'fault'; readonly fault: Localized };

export interface PortraitInput {
  /** The file as text, a path of the machine, or what the form showed; undefined: the field did not come back. */
  readonly value: Json | undefined;
  /** With the unsaved changes. */
  readonly body: PersonalityBody;
  /** What holds, where it is another: a form whose change was taken back shows that. */
  readonly before?: PersonalityBody;
  readonly call: Pick<Call, 'caller'>;
}

/** Looks at what came for the portrait, and gives a picture its name. */
export async function receivePortrait(
  { value, body, before = body, call }: PortraitInput,
  { store, host }: Pick<CommandNeeds, 'store' | 'host'>,
): Promise<ReceivedPortrait> {
  if (value === undefined) return { kind: 'kept' };
  const text = typeof value === 'string' ? value.trim() : '';
  const shown = (one: PersonalityBody): string => String(portraitField.read(one, call.caller.language) ?? '');
  if (text === shown(body)) return { kind: 'kept' };
  if (text === '') return { kind: 'gone' };
  if (before.portrait !== undefined && text === shown(before)) return { kind: 'new', portrait: before.portrait };
  const read = readPictureText(text) ?? (await fromMachine(text));
  if (!read.ok) return { kind: 'fault', fault: read.fault };
  const { picture } = read;
  return { kind: 'new', portrait: { hash: await store.pictures.hashOf(picture.bytes), mime: picture.mime }, picture };

  /** A name is a file only where the operator sits at the machine. */
  async function fromMachine(path: string): Promise<CheckedPicture> {
    const file = await host.pictureFile?.(call.caller.participant, path);
    if (file === undefined) return noPicture;
    if ('fault' in file) return { ...noPicture, fault: file.fault };
    return 'size' in file ? tooLarge(file.size) : checkPicture(file.bytes);
  }
}

/** The body with what came. */
export function applyPortrait(body: PersonalityBody, received: ReceivedPortrait): PersonalityBody {
  if (received.kind === 'new') return withPortrait(body, received.portrait);
  return received.kind === 'gone' ? withPortrait(body, undefined) : body;
}
