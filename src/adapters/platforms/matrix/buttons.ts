import type { Icon, ShownAction } from '../../../core/answers/action.ts';

const emoji: Readonly<Record<Icon, string>> = {
  retry: '🔁',
  continue: '➡️',
  stop: '⏹️',
  previous: '◀️',
  next: '▶️',
  why: '❓',
  yes: '✅',
  no: '❌',
  undo: '↩️',
  redo: '↪️',
  edit: '✏️',
  save: '💾',
  show: '👁️',
  delete: '🗑️',
  one: '🔹',
};
const numbers = ['1️⃣', '2️⃣', '3️⃣', '4️⃣', '5️⃣', '6️⃣', '7️⃣', '8️⃣', '9️⃣', '🔟'] as const;

/** One thing to press, as the reaction that presses it. */
export interface Button {
  readonly key: string;
  readonly token: string;
  readonly label: string;
}

/** The reactions that stand for actions: each its own sign, and numbers where one sign would stand for several. */
export function toButtons(actions: readonly ShownAction[]): readonly Button[] {
  let number = 0;
  return actions.flatMap(({ token, label, icon }) => {
    const isOnly = icon !== 'one' && actions.filter((other) => other.icon === icon).length === 1;
    const key = isOnly ? emoji[icon] : numbers[number++];
    return key === undefined ? [] : [{ key, token, label }];
  });
}

/** `🔁 Retry   1️⃣ Smaller model`: what each reaction does. */
export const legendOf = (buttons: readonly Button[]): string => buttons.map(({ key, label }) => `${key} ${label}`).join('   ');

/** Clients differ in the sign that asks for the coloured form of an emoji. */
export const bareKey = (key: string): string => key.replaceAll('\u{FE0F}', '').trim();
