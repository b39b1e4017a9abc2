import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInMessageActionRow,
  ButtonStyle,
  ComponentType,
} from 'discord-api-types/v10';
import type { Icon, ShownAction } from '../../../core/answers/action.ts';

/** What Discord takes. */
const perRow = 5;
const mostRows = 5;
const longestLabel = 80;

const emoji: Readonly<Record<Icon, string>> = {
  retry: '🔁',
  continue: '➡️',
  stop: '⏹️',
  previous: '◀️',
  next: '▶️',
  why: '❔',
  yes: '✅',
  no: '✖️',
  undo: '↩️',
  redo: '↪️',
  edit: '✏️',
  save: '💾',
  show: '👁️',
  delete: '🗑️',
  one: '🔹',
};

export type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** The buttons under a message; what lies behind each is known by its token alone, so they live through restarts. */
export function toRows(actions: readonly ShownAction[]): Row[] {
  return inRows(actions.map(toButton));
}

/** Buttons in rows of five, as many as a message holds. */
export function inRows(buttons: readonly APIButtonComponentWithCustomId[]): Row[] {
  const rows: Row[] = [];
  for (let at = 0; at < buttons.length && rows.length < mostRows; at += perRow)
    rows.push({ type: ComponentType.ActionRow, components: buttons.slice(at, at + perRow) });
  return rows;
}

function toButton({ token, label, icon, danger }: ShownAction): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    custom_id: `a:${token}`,
    style: danger === true ? ButtonStyle.Danger : ButtonStyle.Secondary,
    label: cut(label, longestLabel),
    emoji: { name: emoji[icon] },
  };
}

/** At most so many characters, the last an ellipsis where something is missing. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (kept.length + segment.length > most - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
