import type { ShownAction } from '../../../core/answers/action.ts';
import type { Answer, AnswerFile } from '../../../core/answers/answer.ts';
import type { Outgoing, OutgoingError, OutgoingReply } from '../../../core/ports/platform.ts';
import { split } from '../../../core/replies/split.ts';
import { type Button, legendOf, toButtons } from './buttons.ts';
import { escapeHtml, isPlain, writeHtml } from './write-html.ts';

/** What one message holds of ours on any homeserver that keeps to the spec, UTF-16 units. */
export const longestBody = 16_000;
/** An event may have 65,536 bytes with everything that the servers add. */
const mostBytes = 56_000;
/** So much of a text stands in an edit for clients that know no edits. */
const longestFallback = 1_000;

/** The content of an `m.room.message`. */
export interface Payload {
  readonly content: Readonly<Record<string, unknown>>;
  /** Reactions that press something. */
  readonly buttons: readonly Button[];
  /** A file that goes out beside it. */
  readonly file?: AnswerFile;
}

export interface OutgoingView {
  /** Under which name the account is known there: a personality of the same name needs no profile of its own. */
  readonly name: string;
  /** How much text one message holds, UTF-16 units; `longestBody` when absent. */
  readonly most?: number;
  /** The `mxc:` address of the speaker's portrait. */
  readonly picture?: string;
}

/** What is sent for something of the engine's, in order; nothing for an answer that only says that a reply follows. Buttons stand under the last text. */
export function toPayloads(message: Outgoing, view: OutgoingView): readonly Payload[] {
  const { most = longestBody } = view;
  switch (message.kind) {
    case 'reply':
      return [toReply(message, view)];
    case 'notice':
      return toNotices(message.text, message.actions ?? [], most);
    case 'error':
      return toError(message, most);
    case 'answer':
      return toAnswer(message.answer, message.actions ?? [], most);
  }
}

/** Whether it is still growing: then it may be replaced by something newer before anybody sees it. */
export function isGrowing(message: Outgoing): boolean {
  return message.kind === 'reply' ? message.end === undefined : message.kind === 'answer' && !message.last;
}

/** A personality's words to the letter, under its own name where that is not the account's. What can be done with them needs no words. */
function toReply({ text, end, label, personality, actions = [] }: OutgoingReply, { name, picture }: OutgoingView): Payload {
  const shown = text.trim() === '' ? '…' : text;
  const body = end?.finish === 'cancelled' ? `${shown}\n⏹️` : shown;
  const isAccount = personality.name.toLowerCase() === name.toLowerCase();
  if (isAccount && label === undefined) return { content: textContent('m.text', body), buttons: toButtons(actions) };
  const who = oneLine(label === undefined ? personality.name : `${personality.name} (${label})`).slice(0, 90);
  const profile = { id: personality.id, displayname: who, ...(picture === undefined ? {} : { avatar_url: picture }), has_fallback: true };
  const html = `<strong data-mx-profile-fallback>${escapeHtml(who)}: </strong>${writeHtml(body)}`;
  const content = { ...message('m.text', `${who}: ${body}`, html), 'com.beeper.per_message_profile': profile };
  return { content, buttons: toButtons(actions) };
}

function toError({ message: sentence, partial = '', actions = [] }: OutgoingError, most: number): readonly Payload[] {
  if (partial.trim() === '') return toNotices(sentence, actions, most);
  const buttons = toButtons(actions);
  const parts = split(partial, Math.max(most - 1_000, Math.ceil(most / 2)));
  const tail = [sentence, legendOf(buttons)].filter((line) => line !== '');
  const last = parts.at(-1) ?? '';
  const html = `${writeHtml(last)}\n${tail.map((line) => `<p><em>${escapeHtml(line)}</em></p>`).join('\n')}`;
  return [
    ...parts.slice(0, -1).map((part): Payload => ({ content: textContent('m.text', part), buttons: [] })),
    { content: message('m.text', [last, ...tail].join('\n\n'), html), buttons },
  ];
}

function toAnswer(answer: Answer, actions: readonly ShownAction[], most: number): readonly Payload[] {
  switch (answer.kind) {
    case 'text':
      return withFiles(toNotices(answer.body, actions, most), answer.files ?? []);
    case 'panel': {
      const parts = answer.parts.map(({ title, body }) =>
        [title === '' ? '' : `**${title}**`, body].filter((line) => line !== '').join('\n'),
      );
      return toNotices([`### ${oneLine(answer.title)}`, ...parts].join('\n\n'), actions, most);
    }
    case 'progress':
      return toNotices(answer.note + counted(answer), actions, most);
    // The engine's wizard asks by text, and talk follows as a reply.
    case 'form':
    case 'talk':
      return [];
  }
}

function counted({ done, of }: { readonly done?: number; readonly of?: number }): string {
  if (done === undefined) return '';
  return of === undefined ? ` ${done}` : ` ${done}/${of}`;
}

/** The bot's own sentences are notices: no other bot answers them, and nobody takes them for a personality's. */
function toNotices(text: string, actions: readonly ShownAction[], most: number): readonly Payload[] {
  const buttons = toButtons(actions);
  const whole = buttons.length === 0 ? text : `${text}\n\n${legendOf(buttons)}`;
  const pieces = split(whole.trim() === '' ? '…' : whole, most);
  return pieces.map((piece, index) => ({
    content: textContent('m.notice', piece),
    buttons: index === pieces.length - 1 ? buttons : [],
  }));
}

function withFiles(payloads: readonly Payload[], files: readonly AnswerFile[]): readonly Payload[] {
  const own = files.map(
    (file): Payload => ({
      content: {
        msgtype: file.mime.startsWith('image/') ? 'm.image' : 'm.file',
        body: fileName(file),
        filename: fileName(file),
        ...nobody,
      },
      buttons: [],
      file,
    }),
  );
  return [...payloads, ...own];
}

const fileName = ({ name }: AnswerFile): string => name.replaceAll(/[^\w.-]+/g, '-').slice(0, 100);

/** Nothing we show ever pings anybody. */
const nobody = { 'm.mentions': {} };

function textContent(msgtype: string, text: string): Payload['content'] {
  const html = writeHtml(text);
  return isPlain(html, text) ? { msgtype, body: printable(text), ...nobody } : message(msgtype, text, html);
}

function message(msgtype: string, text: string, html: string): Payload['content'] {
  const plain = { msgtype, body: printable(text), ...nobody };
  const rich = { ...plain, format: 'org.matrix.custom.html', formatted_body: printable(html) };
  return bytesOf(rich) <= mostBytes ? rich : plain;
}

/** The content that puts another in the place of an event of ours. */
export function toEditContent(content: Payload['content'], event: string): Payload['content'] {
  const { body, msgtype } = content;
  const text = typeof body === 'string' ? body : '';
  const fallback = `* ${text.length > longestFallback ? `${text.slice(0, longestFallback).toWellFormed()}…` : text}`;
  const edit = {
    msgtype,
    body: fallback,
    ...nobody,
    'm.new_content': content,
    'm.relates_to': { rel_type: 'm.replace', event_id: event },
  };
  if (bytesOf(edit) <= mostBytes) return edit;
  const { format: _format, formatted_body: _html, ...plain } = content;
  return { ...edit, body: '* …', 'm.new_content': plain };
}

/** Where a message stands: under its question, in its thread. */
export function withRelation(
  content: Payload['content'],
  { thread, replyTo }: { readonly thread: string | undefined; readonly replyTo: string | undefined },
): Payload['content'] {
  if (thread !== undefined) {
    const relation = { rel_type: 'm.thread', event_id: thread, is_falling_back: true, 'm.in_reply_to': { event_id: replyTo ?? thread } };
    return { ...content, 'm.relates_to': relation };
  }
  return replyTo === undefined ? content : { ...content, 'm.relates_to': { 'm.in_reply_to': { event_id: replyTo } } };
}

const bytesOf = (content: unknown): number => Buffer.byteLength(JSON.stringify(content));
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** Characters that no client shows take six bytes each on the wire, and halves of one are no text at all. */
const printable = (text: string): string => text.toWellFormed().replaceAll(/[^\P{Cc}\n\t]/gu, '');
