import type { EventEnvelope, InboundEvent } from '../../../core/events/inbound-event.ts';
import type { ParticipantId } from '../../../core/ids.ts';
import { isPicture } from './attachments.ts';
import { type Content, type MatrixEvent, newContentOf, redactedBy, relationOf, textIn } from './events.ts';
import type { Original } from './originals.ts';
import { mentionsIn, readText, type SelfIn } from './read-text.ts';
import { participantOf, type RoomPlace, roomOf } from './refs.ts';

/** What the mapping has to know of the room an event came from. */
export interface View {
  readonly account: ParticipantId;
  readonly self: SelfIn;
  /** The room's first id. */
  readonly room: string;
  readonly isDm: boolean;
  /** What somebody is called there. */
  nameOf(user: string): string;
}

/** An event, and the file that has to be fetched or named before it is whole. */
export interface Heard {
  readonly event: InboundEvent;
  /** The content of a message that carries a file. */
  readonly file?: Content;
}

const talk: readonly unknown[] = ['m.text', 'm.emote'];
const files: readonly unknown[] = ['m.image', 'm.file', 'm.audio', 'm.video'];

/** `!mia …`, and where two are alone also `/…`: the command without its sign; undefined when it is talk. */
export function commandIn(text: string, isDm: boolean): string | undefined {
  const named = /^!mia(?:\s+(?<call>\S[\s\S]*))?$/i.exec(text.trim());
  if (named !== null) return named.groups?.['call'] ?? 'mia';
  return isDm ? /^\/(?<call>\p{L}[\s\S]*)$/u.exec(text.trim())?.groups?.['call'] : undefined;
}

/** A personality's file that was sent to the bot: to be taken in, as if the command had been typed with it. */
export function toImport(event: InboundEvent & { readonly kind: 'message' }, xml: string): InboundEvent {
  const { kind: _kind, ref: _ref, text: _text, replyTo: _replyTo, mentioned: _mentioned, ...envelope } = event;
  return { ...envelope, kind: 'command', call: { command: 'personality import', args: { file: xml } } };
}

/** Something that was said, or a command that was typed; undefined for what is nobody's talk: notices, ourselves, and what we cannot read. */
export function toMessage(event: MatrixEvent, view: View): Heard | undefined {
  const { content, sender, event_id: ref } = event;
  const kind = content['msgtype'];
  if (sender === view.self.id || !(talk.includes(kind) || files.includes(kind))) return undefined;
  const relation = relationOf(content);
  const isThread = relation.rel_type === 'm.thread';
  const thread = isThread ? relation.event_id : undefined;
  const reply = isThread && relation.is_falling_back === true ? undefined : relation['m.in_reply_to']?.event_id;
  const mentioned = mentionsIn(content, view.self);
  const text = textOf(content, view.self, mentioned);
  const envelope = toEnvelope(event, ref, { view, thread });
  const command = kind === 'm.text' ? commandIn(text, view.isDm) : undefined;
  if (command !== undefined) {
    const target = reply === undefined ? {} : { target: reply };
    return { event: { ...envelope, kind: 'command', call: { command, args: {} }, ref, ...target } };
  }
  const heard: InboundEvent = {
    ...envelope,
    kind: 'message',
    ref,
    text,
    ...(reply === undefined ? {} : { replyTo: reply }),
    ...(mentioned ? { mentioned } : {}),
    ...(isPicture(content) ? { pictures: 1 } : {}),
  };
  return files.includes(kind) ? { event: heard, file: content } : { event: heard };
}

/** A message that was changed by whoever wrote it; undefined for a forged edit, or one of something that is no talk. */
export function toEdit(event: MatrixEvent, original: Original, view: View): InboundEvent | undefined {
  const ref = relationOf(event.content).event_id;
  const content = newContentOf(event.content);
  if (ref === undefined || content === undefined || event.sender === view.self.id || event.sender !== original.sender) return undefined;
  if (!talk.includes(content['msgtype'])) return undefined;
  const text = textOf(content, view.self, mentionsIn(content, view.self));
  const envelope = toEnvelope(event, `edit:${ref}:${event.event_id}`, { view, thread: original.thread });
  return { ...envelope, kind: 'messageEdited', ref, text };
}

/** A message that was taken away, by its author or by whoever may do so there. */
export function toDeletion(event: MatrixEvent, original: Original | undefined, view: View): InboundEvent | undefined {
  const ref = redactedBy(event);
  if (ref === undefined || event.sender === view.self.id) return undefined;
  const author = original === undefined ? view.account : participantOf(original.sender);
  const envelope = toEnvelope(event, `delete:${ref}`, { view, thread: original?.thread });
  return { ...envelope, participant: author, name: '', kind: 'messageDeleted', ref, isGone: true };
}

/** A reaction that presses what stands under a message of ours. */
export function toPress(
  event: MatrixEvent,
  token: string,
  place: { readonly view: View; readonly thread: string | undefined },
): InboundEvent {
  return { ...toEnvelope(event, event.event_id, place), kind: 'press', token };
}

/** Somebody came or went. */
export function toMembers(event: MatrixEvent, hasJoined: boolean, view: View): InboundEvent {
  const member = participantOf(event.state_key ?? event.sender);
  const envelope = { ...toEnvelope(event, event.event_id, { view, thread: undefined }), participant: member };
  return { ...envelope, kind: 'members', joined: hasJoined ? [member] : [], left: hasJoined ? [] : [member] };
}

function textOf(content: Content, self: SelfIn, isCalled: boolean): string {
  if (files.includes(content['msgtype'])) {
    // With a `filename` the body is what was said about the file; without, it is the file's name.
    return textIn(content, 'filename') === undefined || content['filename'] === content['body'] ? '' : readText(content, self, isCalled);
  }
  const text = readText(content, self, isCalled);
  return content['msgtype'] === 'm.emote' ? `*${text}*` : text;
}

function toEnvelope(
  event: MatrixEvent,
  id: string,
  { view, thread }: { readonly view: View; readonly thread: string | undefined },
): EventEnvelope {
  const place: RoomPlace = thread === undefined ? { room: view.room } : { room: view.room, thread };
  return {
    id,
    account: view.account,
    room: roomOf(place),
    participant: participantOf(event.sender),
    name: view.nameOf(event.sender),
    at: event.origin_server_ts,
  };
}
