import type { ParticipantId } from '../../../core/ids.ts';
import type { Message } from '../../../core/ports/store.ts';

/** A message with its room's id and its author's name, as `messageColumns` reads it. */
export interface MessageRow extends Pick<Message, 'id' | 'room' | 'text' | 'at' | 'audience' | 'exposure' | 'rating' | 'variant'> {
  readonly conversation: string | null;
  readonly parent: string | null;
  readonly ref: string | null;
  readonly participant: ParticipantId | null;
  readonly name: string | null;
  readonly personality: string | null;
  readonly revision: number | null;
  readonly chosen: 0 | 1;
  readonly finish: Message['finish'] | null;
  readonly forgotten: 0 | 1;
}

/** What is hidden reads as forgotten, everywhere. */
export const messageColumns = `m.id, r.id AS room, m.conversation, m.parent, m.ref, m.participant, p.name, m.personality, m.revision,
  iif(m.hidden IS NULL, m.text, '') AS text, m.at, m.audience, m.exposure, m.rating, m.variant, m.chosen, m.finish,
  (m.forgotten = 1 OR m.hidden IS NOT NULL) AS forgotten`;

/** Goes behind `messages AS m`. CROSS keeps SQLite from beginning with the rooms. */
export const withRoomAndName = 'CROSS JOIN rooms AS r ON r.key = m.room LEFT JOIN participants AS p ON p.id = m.participant';

/** The messages of a JSON list of ids. */
export const messagesByIds = `SELECT ${messageColumns} FROM json_each(:ids) AS wanted CROSS JOIN messages AS m ON m.id = wanted.value ${withRoomAndName}`;

export function toMessage(row: MessageRow): Message {
  return {
    id: row.id,
    room: row.room,
    conversation: row.conversation ?? undefined,
    parent: row.parent ?? undefined,
    ref: row.ref ?? undefined,
    author: toAuthor(row),
    text: row.text,
    at: row.at,
    audience: row.audience,
    exposure: row.exposure,
    rating: row.rating,
    variant: row.variant,
    chosen: row.chosen === 1,
    finish: row.finish ?? undefined,
    forgotten: row.forgotten === 1,
  };
}

function toAuthor({ personality, revision, participant, name }: MessageRow): Message['author'] {
  if (personality !== null) return { kind: 'personality', id: personality, revision: revision ?? 1 };
  return { kind: 'participant', id: participant ?? 'unknown:', name: name ?? '' };
}
