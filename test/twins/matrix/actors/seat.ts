import type { Core } from '../core.ts';
import { send } from '../state/append.ts';
import { setReceipt, setTyping } from '../state/presence-in-room.ts';
import { canSee } from '../state/room-state.ts';
import { storeFile } from '../state/store-file.ts';
import type { Content, TwinEvent, TwinUser } from '../state/world.ts';
import { type ChatMessage, isMessage, toChatMessage } from './chat-message.ts';
import { type Looking, look, type Named, type Room } from './room.ts';

export interface Upload {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly contentType: string;
}

export interface Saying {
  /** Within the thread of that message. */
  readonly thread?: ChatMessage;
  /** As Element sends it; `m.text` when absent. */
  readonly kind?: 'm.text' | 'm.notice' | 'm.emote';
  readonly html?: string;
  /** Whatever else the content is to hold. */
  readonly more?: Content;
}

/** A person in a room. */
export interface Seat {
  readonly room: Room;
  says(text: string, how?: Saying): ChatMessage;
  /** Names somebody first, as clients do: a link in the HTML, and `m.mentions`. */
  mentions(whom: Named, text: string, how?: Saying): ChatMessage;
  repliesTo(message: ChatMessage, text: string, how?: Saying): ChatMessage;
  sendsFile(file: Upload, kind?: 'm.file' | 'm.image' | 'm.audio' | 'm.video'): ChatMessage;
  /** Any event of any shape, as long as the room's rules let the person. */
  sends(type: string, content: Content): TwinEvent;
  types(isTyping?: boolean): void;
  reads(message: ChatMessage): void;
  /** Like the room's, with what only this person sees. */
  sees(text: string | RegExp, looking?: Looking): Promise<ChatMessage>;
  settles(): Promise<void>;
  transcript(): string;
  readonly last: ChatMessage | undefined;
}

export function takeSeat(core: Core, user: TwinUser, room: Room): Seat {
  const sends = (type: string, content: Content): TwinEvent => send(core, room.room, { sender: user.id, type, content });
  const write = (content: Content, { thread, kind = 'm.text', html, more }: Saying = {}): ChatMessage =>
    toChatMessage(
      core,
      sends('m.room.message', {
        msgtype: kind,
        ...(html === undefined ? {} : { format: 'org.matrix.custom.html', formatted_body: html }),
        'm.mentions': {},
        ...(thread === undefined ? {} : { 'm.relates_to': inThread(thread) }),
        ...content,
        ...more,
      }),
    );
  return {
    room,
    says: (text, how) => write({ body: text }, how),
    mentions(whom, text, how) {
      const name = core.world.users.get(whom.id)?.name ?? whom.id;
      const html = `<a href="https://matrix.to/#/${encodeURIComponent(whom.id)}">${name}</a>: ${escaped(text)}`;
      return write({ body: `${name}: ${text}`, 'm.mentions': { user_ids: [whom.id] } }, { html, ...how });
    },
    repliesTo(message, text, how = {}) {
      const { thread } = message;
      const answers = { 'm.in_reply_to': { event_id: message.id } };
      const relation = thread === undefined ? answers : { rel_type: 'm.thread', event_id: thread, is_falling_back: false, ...answers };
      // Clients mention whom they answer, unless that is themselves.
      const users = message.authorId === user.id ? [] : [message.authorId];
      return write({ body: text, 'm.mentions': users.length === 0 ? {} : { user_ids: users }, 'm.relates_to': relation }, how);
    },
    sendsFile({ name, bytes, contentType }, kind = 'm.file') {
      const url = storeFile(core, { name, bytes: Buffer.from(bytes), contentType });
      const info = { mimetype: contentType, size: bytes.byteLength };
      return toChatMessage(core, sends('m.room.message', { msgtype: kind, body: name, filename: name, url, info, 'm.mentions': {} }));
    },
    sends,
    types: (isTyping = true) => setTyping(core, room.room, { userId: user.id, timeoutMs: isTyping ? 30_000 : undefined }),
    reads: (message) => setReceipt(core, room.room, { type: 'm.read', userId: user.id, eventId: message.id, threadId: undefined }),
    sees(text, looking = {}) {
      const candidates = (): readonly TwinEvent[] =>
        room.events.filter((event) => isMessage(event) && event.redactedBy === undefined && canSee(room.room, user.id, event));
      return look(core, { view: room, text, looking, candidates });
    },
    settles: () => room.settles(),
    transcript: () => room.transcript(user),
    get last() {
      return room.messages(user).at(-1);
    },
  };
}

/** As clients that know threads send it: the fallback names the root. */
const inThread = (root: ChatMessage): Content => ({
  rel_type: 'm.thread',
  event_id: root.thread ?? root.id,
  is_falling_back: true,
  'm.in_reply_to': { event_id: root.id },
});

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
