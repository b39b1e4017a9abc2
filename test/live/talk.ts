import {
  Direction,
  EventType,
  type MatrixClient,
  type MatrixEvent,
  MsgType,
  RelationType,
  type Room,
  type TimelineEvents,
} from 'matrix-js-sdk';
import { until } from './until.ts';

/** A message as a person's app shows it now: after its edits, gone when redacted. */
export interface Line {
  readonly id: string;
  readonly by: string;
  readonly text: string;
  readonly isNotice: boolean;
  /** How many edits stand behind the text. */
  readonly edits: number;
  /** The content that counts now, as sent. */
  readonly content: Readonly<Record<string, unknown>>;
  readonly thread: string | undefined;
}

export interface Looking {
  /** Only lines of this user. */
  readonly by?: string;
  readonly ms?: number;
}

/** A room through one person's app; it does what the person does and shows what the person sees. */
export class Talk {
  readonly room: string;
  readonly #client: MatrixClient;

  constructor(client: MatrixClient, room: string) {
    this.#client = client;
    this.room = room;
  }

  says(text: string): Promise<string> {
    return this.#send({ msgtype: MsgType.Text, body: text, 'm.mentions': {} });
  }

  mentions(userId: string, text: string): Promise<string> {
    return this.#send({ msgtype: MsgType.Text, body: `${userId}: ${text}`, 'm.mentions': { user_ids: [userId] } });
  }

  /** Answers a message; in a thread, where that message stands in one. */
  replies(to: Line, text: string): Promise<string> {
    const relation =
      to.thread === undefined
        ? { 'm.in_reply_to': { event_id: to.id } }
        : { rel_type: RelationType.Thread, event_id: to.thread, is_falling_back: false, 'm.in_reply_to': { event_id: to.id } };
    return this.#send({ msgtype: MsgType.Text, body: text, 'm.mentions': { user_ids: [to.by] }, 'm.relates_to': relation });
  }

  /** Says something in the thread under an event. */
  saysUnder(root: string, text: string, mentioned: readonly string[] = []): Promise<string> {
    const relation = { rel_type: RelationType.Thread, event_id: root, is_falling_back: true, 'm.in_reply_to': { event_id: root } } as const;
    return this.#send({ msgtype: MsgType.Text, body: text, 'm.mentions': { user_ids: [...mentioned] }, 'm.relates_to': relation });
  }

  /** As the bots of others do it. */
  notices(text: string): Promise<string> {
    return this.#send({ msgtype: MsgType.Notice, body: text, 'm.mentions': {} });
  }

  edits(id: string, text: string): Promise<string> {
    return this.#send({
      msgtype: MsgType.Text,
      body: `* ${text}`,
      'm.new_content': { msgtype: MsgType.Text, body: text, 'm.mentions': {} },
      'm.relates_to': { rel_type: RelationType.Replace, event_id: id },
    });
  }

  async redacts(id: string): Promise<void> {
    await this.#client.redactEvent(this.room, id);
  }

  async reacts(id: string, key: string): Promise<string> {
    const relation = { rel_type: RelationType.Annotation, event_id: id, key } as const;
    return (await this.#client.sendEvent(this.room, EventType.Reaction, { 'm.relates_to': relation })).event_id;
  }

  async sendsFile(name: string, text: string): Promise<string> {
    const { content_uri: url } = await this.#client.uploadContent(new Blob([text]), { name, type: 'text/plain' });
    return this.#send({ msgtype: MsgType.File, body: name, filename: name, url, info: { mimetype: 'text/plain', size: text.length } });
  }

  async invites(userId: string): Promise<void> {
    await this.#client.invite(this.room, userId);
  }

  async kicks(userId: string): Promise<void> {
    await this.#client.kick(this.room, userId);
  }

  async leaves(): Promise<void> {
    await this.#client.leave(this.room);
  }

  /** The newest line that holds the text, now or within the deadline; fails with what stands there instead. */
  async sees(text: string | RegExp, { by, ms = 30_000 }: Looking = {}): Promise<Line> {
    const isIt = (line: Line): boolean =>
      (by === undefined || line.by === by) && (typeof text === 'string' ? line.text.includes(text) : text.test(line.text));
    const find = (): Line | undefined => this.lines().findLast(isIt);
    return until(find, { ms, otherwise: () => `${text} was never seen; there stands:\n${this.transcript()}` });
  }

  /** Waits until a line is gone. */
  async misses(id: string): Promise<void> {
    const isGone = (): true | undefined => (this.lines().some((line) => line.id === id) ? undefined : true);
    await until(isGone, { otherwise: () => `${id} is still there:\n${this.transcript()}` });
  }

  /** Waits until somebody has come (`join`) or gone (`leave`); the reason, where one was given. */
  async membership(userId: string, wanted: 'join' | 'leave' | 'ban'): Promise<string | undefined> {
    const member = await until(() => (this.standing(userId) === wanted ? this.#room()?.getMember(userId)?.events.member : undefined), {
      otherwise: () => `${userId} is at ${this.standing(userId)}, not at ${wanted}`,
    });
    const { reason } = member?.getContent() ?? {};
    return typeof reason === 'string' ? reason : undefined;
  }

  /** Waits until this app shows everything that has happened in the room so far. */
  async catchesUp(): Promise<void> {
    const { chunk } = await this.#client.createMessagesRequest(this.room, null, 1, Direction.Backward);
    const newest = chunk[0]?.event_id;
    await until(() => (this.#events().some((event) => event.getId() === newest) ? true : undefined), {
      otherwise: () => `${newest} never came; there stands:\n${this.transcript()}`,
    });
  }

  /** What somebody is in this room right now: `invite`, `join`, `leave`, … */
  standing(userId: string): string | undefined {
    return this.#room()?.getMember(userId)?.membership;
  }

  /** The name this room shows for somebody. */
  nameOf(userId: string): string | undefined {
    return this.#room()?.getMember(userId)?.name;
  }

  /** The picture this room shows for somebody, as an `mxc:` address. */
  pictureOf(userId: string): string | undefined {
    return this.#room()?.getMember(userId)?.getMxcAvatarUrl();
  }

  lines(): readonly Line[] {
    const events = this.#events();
    return events.filter((event) => isShown(event)).map((event) => toLine(event, events));
  }

  /** Keys of the reactions that stand under a message. */
  reactionsTo(id: string): readonly string[] {
    const relations = this.#events()
      .filter((event) => event.getType() === EventType.Reaction && !event.isRedacted())
      .map((event) => event.getContent()['m.relates_to']);
    return relations.flatMap((relation) => (relation?.event_id === id ? [String(relation['key'])] : []));
  }

  transcript(): string {
    return this.lines()
      .map(({ by, text }) => `${by}: ${text}`)
      .join('\n');
  }

  async #send(content: TimelineEvents[EventType.RoomMessage]): Promise<string> {
    return (await this.#client.sendMessage(this.room, content)).event_id;
  }

  #room(): Room | undefined {
    return this.#client.getRoom(this.room) ?? undefined;
  }

  #events(): readonly MatrixEvent[] {
    return this.#room()?.getLiveTimeline().getEvents() ?? [];
  }
}

function isShown(event: MatrixEvent): boolean {
  return event.getType() === EventType.RoomMessage && !event.isRedacted() && !event.isRelation(RelationType.Replace);
}

function toLine(event: MatrixEvent, among: readonly MatrixEvent[]): Line {
  const content = event.getContent();
  const edits = among.filter(
    (other) =>
      other.isRelation(RelationType.Replace) &&
      other.getWireContent()['m.relates_to']?.event_id === event.getId() &&
      other.getSender() === event.getSender() &&
      !other.isRedacted(),
  );
  return {
    id: event.getId() ?? '',
    by: event.getSender() ?? '',
    text: typeof content['body'] === 'string' ? content['body'] : '',
    isNotice: content['msgtype'] === MsgType.Notice,
    edits: edits.length,
    content,
    thread: event.threadRootId,
  };
}
