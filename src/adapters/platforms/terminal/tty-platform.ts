import type { Inbox } from '../../../core/events/inbound-event.ts';
import type { Outgoing, Platform, PlatformSetup } from '../../../core/ports/platform.ts';
import { localAccount, localFacts, speaker, toLocalEvent } from './local-events.ts';
import { onGone, systemLocale, type TerminalIo } from './terminal-io.ts';
import { createTtyScreen } from './tty-screen.ts';

/** Two Ctrl-C this close are one: the key may arrive twice. */
const oneKeyMs = 500;

/** A chat for a person at a terminal. */
export function createTtyPlatform(setup: PlatformSetup, io: TerminalIo, colour: boolean): Platform {
  const { say, front, clock } = setup;
  const language = systemLocale();
  const screen = createTtyScreen(io, { clock, colour });
  /** Events of this run that are not answered yet. */
  const open = new Set<string>();
  /** Lines sent while another answer was being written: the screen has not shown them yet. */
  const unseen = new Map<string, string>();
  let pressedAt: number | undefined;
  let isStopped = false;

  async function hear(inbox: Inbox, line: string): Promise<void> {
    pressedAt = undefined;
    if (line.trim() === '') return screen.prompt();
    if (/^\/(?:exit|quit)$/.test(line.trim())) return screen.lines.close();
    const event = toLocalEvent(setup, line);
    if (open.size > 0) unseen.set(event.id, line);
    open.add(event.id);
    screen.spin(true);
    await inbox(event);
  }

  /** The first stops an answer, or warns; the next one leaves. */
  function interrupt(inbox: Inbox): void {
    const now = clock.now();
    if (pressedAt !== undefined && now - pressedAt <= oneKeyMs) return;
    if (pressedAt !== undefined) return setup.leave(130);
    pressedAt = now;
    if (open.size > 0) void inbox(toLocalEvent(setup, '/chat stop'));
    else screen.note(say(language, 'leave-again', {}));
  }

  function echo(id: string): void {
    const line = unseen.get(id);
    if (line !== undefined) screen.echo(line);
    unseen.delete(id);
  }

  function show(message: Outgoing, key: string): void {
    if (message.kind === 'notice') return screen.note(message.text);
    for (const id of [...(message.kind === 'reply' ? message.joined : []), message.to ?? '']) echo(id);
    if (message.kind === 'reply') {
      screen.grow(key, speaker(message.personality.name, message.label), message.text);
      if (message.end === undefined) return;
    } else {
      screen.end(key);
      screen.note(message.kind === 'answer' ? message.answer.body : message.message);
    }
    screen.end(key);
    if (message.to !== null) open.delete(message.to);
    if (message.kind === 'reply') for (const joined of message.joined) open.delete(joined);
    if (open.size === 0) screen.prompt();
    else screen.spin(true);
  }

  return {
    name: 'terminal',
    account: localAccount,
    facts: localFacts,
    async start(inbox) {
      onGone(io.output, () => setup.leave(0));
      screen.note(say(language, 'data-folder', { version: setup.version, folder: setup.dataFolder }));
      screen.note(front.label === undefined ? say(language, 'local', {}) : say(language, 'rehearsal', { name: front.personality.name }));
      screen.note(say(language, 'leave', {}));
      screen.note(`ready: terminal as ${localAccount}`);
      const greeting = 'greeting';
      screen.grow(greeting, speaker(front.personality.name, front.label), front.greeting(language));
      screen.end(greeting);
      screen.lines
        .on('line', (line) => {
          hear(inbox, line).catch((thrown: unknown) =>
            setup.logger.error('terminal-line-failed', { reason: thrown instanceof Error ? thrown.name : 'unknown' }),
          );
        })
        .on('SIGINT', () => interrupt(inbox))
        .on('close', () => {
          if (!isStopped) void setup.idle().then(() => setup.leave(0));
        });
      screen.prompt();
    },
    async stop() {
      isStopped = true;
      screen.close();
    },
    async send(_target, message, key) {
      show(message, key);
      return key;
    },
    async edit(_target, message, { key }) {
      show(message, key);
    },
    find: async () => undefined,
    describe: async () => ({ kind: 'dm', members: [localAccount] }),
  };
}
