import { type Content, textIn } from './events.ts';
import { readHtml } from './read-html.ts';

/** Who the bot is in a room, for what is said to it. */
export interface SelfIn {
  readonly id: string;
  /** What it is called there. */
  readonly name: string;
}

/**
 * A message as people read it: without the quote of what it answers and, where it called the bot (`isCalled`), without the name that only says
 * whom it is for. The plain body is taken where there is one: it is what the sender typed.
 */
export function readText(content: Content, self: SelfIn, isCalled: boolean): string {
  const body = (textIn(content, 'body') ?? '').replaceAll(/\r\n?/g, '\n');
  const html = formattedBody(content);
  const hasReply = content['m.relates_to'] !== undefined;
  const plain = hasReply ? withoutReplyFallback(body) : body;
  // A profile's fallback puts a name in front that only the HTML can tell apart.
  const text = html !== undefined && (plain.trim() === '' || /data-mx-profile-fallback/i.test(html)) ? readHtml(html) : plain;
  return (isCalled ? withoutCall(text, self) : text).trim();
}

/** True when the message is for the bot: by `m.mentions`, and where a client sends none, by a pill or by its name or id as a word. */
export function mentionsIn(content: Content, self: SelfIn): boolean {
  const mentions = content['m.mentions'];
  if (typeof mentions === 'object' && mentions !== null) {
    // `room: true` is for everybody, and so for nobody in particular.
    const ids: unknown = Reflect.get(mentions, 'user_ids');
    return Array.isArray(ids) && ids.includes(self.id);
  }
  if (pillsIn(formattedBody(content) ?? '').includes(self.id)) return true;
  const body = withoutReplyFallback(textIn(content, 'body') ?? '');
  return hasWord(body, self.id) || hasWord(body, self.name);
}

function formattedBody(content: Content): string | undefined {
  return content['format'] === 'org.matrix.custom.html' ? textIn(content, 'formatted_body') : undefined;
}

/** Whom links in the text point to. */
function pillsIn(html: string): readonly string[] {
  const links = html.matchAll(/href\s*=\s*["']?(?:https:\/\/matrix\.to\/#\/|matrix:u\/)(?<id>[^"'\s>?]+)/gi);
  return [...links].map(({ groups }) => {
    const id = decoded(groups?.['id'] ?? '');
    return id.startsWith('@') ? id : `@${id}`;
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The lines `> <@ada:example.org> …` at the beginning that older clients put there. */
function withoutReplyFallback(body: string): string {
  if (!/^> (?:\* )?<@[^>\n]+>/.test(body)) return body;
  const lines = body.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('>'));
  if (end < 0) return '';
  return lines.slice(lines[end]?.trim() === '' ? end + 1 : end).join('\n');
}

/** The bot's own name at the beginning with its comma or colon, or `@name` at either end. */
function withoutCall(text: string, { id, name }: SelfIn): string {
  const names = [id.slice(1), name, id.slice(1, id.indexOf(':'))].filter((one) => one !== '').map(escaped);
  const any = names.join('|');
  return text
    .replace(new RegExp(`^\\s*(?:@?(?:${any})[:,]+|@(?:${any})(?![\\p{L}\\p{N}_]))[\\s,:]*(?=\\S)`, 'iu'), '')
    .replace(new RegExp(`(?<=[^\\s,])[\\s,]+(?:@(?:${any})|${escaped(id)})(?<end>[.!?…]*)\\s*$`, 'iu'), '$<end>');
}

/** A hyphen is one only inside brackets, and may not be escaped elsewhere. */
const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

function hasWord(text: string, word: string): boolean {
  if (word === '') return false;
  return new RegExp(`(?<![\\p{L}\\p{N}_])${escaped(word)}(?![\\p{L}\\p{N}_])`, 'iu').test(text);
}
