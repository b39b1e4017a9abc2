import type { EventBody, EventEnvelope, InboundEvent } from '../../../core/events/inbound-event.ts';
import type { ParticipantId, RoomId } from '../../../core/ids.ts';
import type { Outgoing, OutgoingReply, Platform, PlatformSetup } from '../../../core/ports/platform.ts';
import { gatherLines } from './gather-lines.ts';
import { notClaimed } from './not-claimed.ts';
import { type ProbeLine, readProbeLine } from './probe-input.ts';
import { toDelta, toProbeLine } from './probe-output.ts';
import { createProbeRooms, dmRoom } from './probe-rooms.ts';
import { longestLine, readLines } from './read-lines.ts';
import { onGone, systemLocale, type TerminalIo, write } from './terminal-io.ts';

const account = 'terminal:probe';
/** Finals of so many keys are remembered, so that none is printed twice in a run. */
const rememberedFinals = 2000;

/** `chat --json`: several people and rooms as JSON lines, for tests, scripts and the crash bench. */
export function createProbePlatform(setup: PlatformSetup, io: TerminalIo): Platform {
  const { clock, front, say } = setup;
  const rooms = createProbeRooms(setup.state);
  const told = new Map<string, string>();
  const finals = new Map<string, string>();
  let isStopped = false;

  const output = gatherLines(io.output);
  const print = (line: object): Promise<void> => output.now(`${JSON.stringify(line)}\n`);
  const refuse = (code: string, field: string, message: string): Promise<void> => print({ type: 'error', to: null, code, field, message });

  async function show(message: Outgoing, key: string): Promise<void> {
    const line = toProbeLine(message, key);
    const text = JSON.stringify(line);
    if (line !== undefined && finals.get(key) === text) return;
    if (message.kind === 'reply') await tellNew(message, key);
    if (line === undefined) return;
    told.delete(key);
    remember(key, text);
    await output.now(`${text}\n`);
  }

  async function tellNew(reply: OutgoingReply, key: string): Promise<void> {
    if (setup.flags['stream'] !== true) return;
    const delta = toDelta(reply, key, told.get(key) ?? '');
    told.set(key, reply.text);
    if (delta !== undefined) await output.soon(`${JSON.stringify(delta)}\n`);
  }

  function remember(key: string, final: string): void {
    finals.set(key, final);
    const oldest = finals.keys().next().value;
    if (finals.size > rememberedFinals && oldest !== undefined) finals.delete(oldest);
  }

  async function toEvent(line: ProbeLine): Promise<InboundEvent> {
    if (line.type === 'seen') return { ...envelope(`seen:${line.key}`, 'terminal:probe', 'terminal:probe'), kind: 'seen', key: line.key };
    const participant: ParticipantId = `terminal:${line.from}`;
    const room = await roomOf(line, participant);
    return { ...envelope(line.id, room, participant), ...toBody(line, participant) };
  }

  function envelope(id: string, room: RoomId, participant: ParticipantId): EventEnvelope {
    return {
      id,
      account,
      room,
      participant,
      name: participant.slice(participant.indexOf(':') + 1),
      locale: systemLocale(),
      at: clock.now(),
    };
  }

  async function roomOf(line: Exclude<ProbeLine, { type: 'seen' }>, participant: ParticipantId): Promise<RoomId> {
    if (line.type === 'edit' || line.type === 'delete') return (await rooms.placeOf(line.of)) ?? dmRoom(line.from);
    if (line.room === undefined) return dmRoom(line.from);
    const room: RoomId = `terminal:room/${line.room}`;
    // A repeated line does nothing: a `join` from before must not bring back somebody who has left since.
    if ((await rooms.placeOf(line.id)) !== undefined) return room;
    if (line.type === 'join' || line.type === 'leave') await rooms.change(room, participant, line.type === 'join');
    else if (line.members !== undefined) {
      const there = new Set([...line.members, line.from]);
      await rooms.tell(
        room,
        [...there].map((who): ParticipantId => `terminal:${who}`),
      );
    }
    // Last: a kill before this leaves the line new, and telling the members again changes nothing.
    await rooms.place(line.id, room);
    return room;
  }

  function toBody(line: Exclude<ProbeLine, { type: 'seen' }>, participant: ParticipantId): EventBody {
    switch (line.type) {
      case 'message':
        return { kind: 'message', ref: line.id, text: line.text };
      case 'command':
        return { kind: 'command', call: line.call };
      case 'press':
        return { kind: 'press', token: line.token };
      case 'submit': {
        const { form, revision, values, partial = false } = line;
        return { kind: 'formSubmitted', form, revision, values, isPartial: partial };
      }
      case 'edit':
        return { kind: 'messageEdited', ref: line.of, text: line.text };
      case 'delete':
        return { kind: 'messageDeleted', ref: line.of };
      case 'join':
        return { kind: 'members', joined: [participant], left: [] };
      case 'leave':
        return { kind: 'members', joined: [], left: [participant] };
    }
  }

  async function readAll(inbox: (event: InboundEvent) => Promise<unknown>): Promise<void> {
    for await (const { text, fault } of readLines(io.input)) {
      if (isStopped) return;
      if (fault === 'too-large') await refuse('too-large', 'line', say('en', 'line-too-large', { most: longestLine }));
      else if (fault === 'not-utf8') await refuse('invalid-line', 'line', 'The line is not UTF-8.');
      else if (text.trim() !== '') await hear(inbox, text);
    }
    await setup.idle();
    setup.leave(0);
  }

  async function hear(inbox: (event: InboundEvent) => Promise<unknown>, text: string): Promise<void> {
    const read = readProbeLine(text);
    if (!('line' in read)) return refuse('invalid-line', read.field, read.reason);
    try {
      await inbox(await toEvent(read.line));
    } catch (thrown) {
      const { code, text: message } = notClaimed(setup, thrown, 'en');
      return print({ type: 'error', to: read.line.type === 'seen' ? null : read.line.id, code, message });
    }
    if (read.line.type !== 'seen') await print({ type: 'accepted', id: read.line.id });
  }

  return {
    name: 'terminal',
    account,
    facts: {
      maxLength: 1_000_000,
      dialect: 'markdown',
      keyLifetimeMs: Number.POSITIVE_INFINITY,
      confirms: true,
      rehearsals: true,
      isLocal: true,
    },
    async start(inbox) {
      onGone(io.output, () => setup.leave(0));
      await write(io.errors, `ready: terminal as ${account}\n`);
      await print({
        type: 'ready',
        personality: front.personality.id,
        provider: front.provider,
        model: front.model,
        ms: Math.round(setup.uptime()),
      });
      readAll(inbox).catch((thrown: unknown) => {
        setup.logger.error('terminal-input-failed', { reason: thrown instanceof Error ? thrown.name : 'unknown' });
        setup.leave(0);
      });
    },
    async stop() {
      isStopped = true;
      io.input.destroy();
    },
    async send(_target, message, key) {
      await show(message, key);
      return key;
    },
    async edit(_target, message, { key }) {
      await show(message, key);
    },
    async presentForm(_target, form, { to, key }) {
      await show({ kind: 'answer', to, answer: { kind: 'form', form }, last: true }, key);
      return key;
    },
    find: async () => undefined,
    describe: (room) => rooms.describe(room),
  };
}
