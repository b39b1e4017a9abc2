import { anchors } from '../../personalities/guidance/anchors.ts';
import { toLevel } from '../../personalities/guidance/to-level.ts';
import { communicationNames, type SliderName } from '../../personalities/personality.ts';
import type { PersonalityBody } from '../../personalities/studio.ts';
import { literal } from '../../texts/literal.ts';
import type { EditableField } from './editable-field.ts';
import { sliderOfLevel, sliderWords } from './slider-words.ts';
import { texts } from './texts.ts';

/** A field for one slider, as five anchored words. Choosing the level it has already leaves an exact value as it is. */
export function sliderField(name: SliderName): EditableField {
  const german = anchors(name, 'de');
  return {
    id: name,
    label: sliderWords[name],
    help: (communicationNames as readonly string[]).includes(name) ? texts['help-talk'] : texts['help-trait'],
    kind: 'level',
    part: 'sliders',
    options: anchors(name, 'en').map((en, index) => ({
      value: String(index + 1),
      label: { en: literal(en), de: literal(german[index] ?? en) },
    })),
    read(body) {
      const value = body.sliders[name];
      return value === undefined ? undefined : toLevel(value);
    },
    write(body, value) {
      if (value === undefined || value === null || value === '') return withSlider(body, name, undefined);
      const level = Number(value);
      const now = body.sliders[name];
      return now !== undefined && toLevel(now) === level ? body : withSlider(body, name, sliderOfLevel(level));
    },
  };
}

/** The body with one slider at an exact value; undefined: unset, and absent from the prompt. */
export function withSlider(body: PersonalityBody, name: SliderName, value: number | undefined): PersonalityBody {
  const { [name]: _before, ...others } = body.sliders;
  return { ...body, sliders: value === undefined ? others : { ...others, [name]: value } };
}

export function isSlider(id: string): id is SliderName {
  return Object.hasOwn(sliderWords, id);
}
