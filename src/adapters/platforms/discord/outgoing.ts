import { type APIMessageTopLevelComponent, MessageFlags } from 'discord-api-types/v10';
import type { ShownAction } from '../../../core/answers/action.ts';
import type { Answer, AnswerFile } from '../../../core/answers/answer.ts';
import type { Outgoing, OutgoingError, OutgoingReply } from '../../../core/ports/platform.ts';
import { closeMarks } from '../../../core/replies/close-marks.ts';
import { split } from '../../../core/replies/split.ts';
import type { OutFile, Payload } from './api.ts';
import { toRows } from './buttons.ts';
import type { Say } from './say.ts';
import { texts } from './texts.ts';

/** What one message holds of ours; up to 2,000 the rest is for `-#` lines. */
export const longestBody = 1_900;
/** More pieces than this become the first one and a file. */
const mostPieces = 4;
/** Nothing we show ever pings anybody. */
const nobody = { parse: [] };

export interface OutgoingView {
  readonly say: Say;
  readonly locale: string | undefined;
  /** Under which name the account is known there: a personality of the same name needs no line of its own. */
  readonly name: string;
}

/** What is sent for something of the engine's, in order; nothing for an answer that only says that a reply follows. Buttons stand under the last. */
export function toPayloads(message: Outgoing, view: OutgoingView): readonly Payload[] {
  switch (message.kind) {
    case 'reply':
      return [toReply(message, view)];
    case 'notice':
      return withActions(split(small(message.text), longestBody), message.actions, { isSilent: true });
    case 'error':
      return toError(message);
    case 'answer':
      return toAnswer(message.answer, message.actions ?? [], view);
  }
}

/** Whether it is still growing: then it may be replaced by something newer before anybody sees it. */
export function isGrowing(message: Outgoing): boolean {
  return message.kind === 'reply' ? message.end === undefined : message.kind === 'answer' && !message.last;
}

/** A personality's words to the letter, but for the bot's own small lines around them. */
function toReply(reply: OutgoingReply, { name }: OutgoingView): Payload {
  const { text, end, label, personality, actions } = reply;
  const who = personality.name.toLowerCase() === name.toLowerCase() ? [] : [personality.name];
  const head = label === undefined ? who.join('') : `${personality.name} (${label})`;
  const shown = end === undefined ? closeMarks(text) : text;
  const lines = [
    ...(head === '' ? [] : [`-# ${oneLine(head).slice(0, 90)}`]),
    shown.trim() === '' ? '-# …' : shown,
    ...(end?.finish === 'cancelled' ? ['-# ⏹'] : []),
  ];
  // A preview shows no link previews; the flag is taken away again with the last text.
  return payload(lines.join('\n'), { actions, flags: end === undefined ? MessageFlags.SuppressEmbeds : 0 });
}

function toError({ message, partial = '', actions }: OutgoingError): readonly Payload[] {
  const sentence = split(small(message), longestBody);
  if (partial.trim() === '') return withActions(sentence, actions);
  const parts = split(partial, longestBody);
  const last = parts.at(-1) ?? '';
  const whole = `${closeMarks(last)}\n${sentence[0] ?? ''}`;
  const bodies = whole.length <= 2_000 ? [...parts.slice(0, -1), whole] : [...parts, ...sentence];
  return withActions(bodies, actions);
}

function toAnswer(answer: Answer, actions: readonly ShownAction[], view: OutgoingView): readonly Payload[] {
  switch (answer.kind) {
    case 'text':
      return toText(answer.body, { actions, files: answer.files ?? [], view });
    case 'panel': {
      const parts = answer.parts.map(({ title, body }) =>
        [title === '' ? '' : `**${title}**`, body].filter((line) => line !== '').join('\n'),
      );
      return toText([`## ${oneLine(answer.title)}`, ...parts].join('\n\n'), { actions, files: [], view });
    }
    case 'progress':
      return [payload(small(answer.note + counted(answer)), { actions, flags: 0 })];
    // A form has its own way in, and talk follows as a reply.
    case 'form':
    case 'talk':
      return [];
  }
}

function counted({ done, of }: { readonly done?: number; readonly of?: number }): string {
  if (done === undefined) return '';
  return of === undefined ? ` ${done}` : ` ${done}/${of}`;
}

interface TextAnswer {
  readonly actions: readonly ShownAction[];
  readonly files: readonly AnswerFile[];
  readonly view: OutgoingView;
}

function toText(body: string, { actions, files, view }: TextAnswer): readonly Payload[] {
  const pieces = split(body, longestBody);
  const out = files.map(toFile);
  if (pieces.length <= mostPieces) return withActions(pieces, actions, { files: out });
  const whole = toFile({ name: 'answer.md', mime: 'text/markdown', text: body });
  const first = `${pieces[0] ?? ''}\n-# ${view.say(view.locale, texts['whole-as-file'], {})}`;
  return withActions([first], actions, { files: [whole, ...out] });
}

function withActions(
  bodies: readonly string[],
  actions: readonly ShownAction[] = [],
  { files = [], isSilent = false }: { readonly files?: readonly OutFile[]; readonly isSilent?: boolean } = {},
): readonly Payload[] {
  return bodies.map((body, index) => {
    const isLast = index === bodies.length - 1;
    const flags = isSilent || !isLast ? MessageFlags.SuppressNotifications : 0;
    return payload(body, { actions: isLast ? actions : [], flags, files: isLast ? files : [] });
  });
}

interface Dress {
  readonly actions?: readonly ShownAction[] | undefined;
  readonly flags: number;
  readonly files?: readonly OutFile[];
}

function payload(content: string, { actions = [], flags, files = [] }: Dress): Payload {
  const components: APIMessageTopLevelComponent[] = toRows(actions);
  const text = content.trim() === '' && files.length === 0 ? '-# …' : content;
  return { body: { content: text, components, flags, allowed_mentions: nobody }, files };
}

/** Plain text in the place of a message, without anything to press. */
export function plainPayload(content: string): Payload {
  return payload(content, { flags: 0 });
}

/** The bot's own sentences are small, line by line, so that nobody takes them for the personality's. */
export function small(text: string): string {
  return text
    .split('\n')
    .map((line) => (line.trim() === '' ? '' : `-# ${line}`))
    .join('\n');
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

function toFile({ name, mime, text, base64 }: AnswerFile): OutFile {
  const data = base64 === undefined ? Buffer.from(text, 'utf8') : Buffer.from(base64, 'base64');
  return { name: name.replaceAll(/[^\w.-]+/g, '-').slice(0, 100), contentType: mime, data };
}
