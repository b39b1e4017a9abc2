import { fromBase64 } from '../../pictures/base64.ts';
import { checkPicture } from '../../pictures/check-picture.ts';
import type { Picture } from '../../pictures/picture.ts';
import type { Section } from './section.ts';
import { attributeOf } from './xml-node.ts';

/** `<portrait type="image/png">` with the file as base64. The bytes say what it is; a `type` that says otherwise is the author's slip. */
export function readPortrait({ reading, element, place }: Section): Picture | undefined {
  const bytes = fromBase64(reading.text(element, place, ['type']));
  if (bytes === undefined) {
    reading.blame(element, '<portrait> must hold whole base64: a letter is wrong, or its end is missing');
    return undefined;
  }
  const checked = checkPicture(bytes);
  if (!checked.ok) {
    reading.blame(element, `<portrait> ${checked.reason}`);
    return undefined;
  }
  const { picture } = checked;
  const type = attributeOf(element, 'type');
  if (type !== undefined && type !== picture.mime) reading.blameAttribute(element, 'type', `must be ${picture.mime}, which its bytes are`);
  return picture;
}
