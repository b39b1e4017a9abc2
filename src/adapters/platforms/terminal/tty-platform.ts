import type { Inbox } from '../../../core/events/inbound-event.ts';
import type { Outgoing, Platform, PlatformSetup } from '../../../core/ports/platform.ts';
import { localAccount, localFacts, speaker, toLocalEvent } from './local-events.ts';
import { notClaimed } from './not-claimed.ts';
import { onGone, systemLocale, type TerminalIo, write } from './terminal-io.ts';
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
  /** Lines on their way into the inbox: until they are claimed the engine may seem idle. */
  const hearing = new Set<Promise<void>>();
  /** The answer finished last: after a restart it may be sent and then edited to the same words. */
  let finished: { readonly key: string; readonly text: string } | undefined;
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
    try {
      await inbox(event);
    } catch (thrown) {
      screen.spin(false);
      echo(event.id);
      screen.note(notClaimed(setup, thrown, language).text);
      settle([event.id]);
    }
  }

  /** These events are answered; with the last of them the prompt comes back. */
  function settle(ids: readonly string[]): void {
    for (const id of ids) open.delete(id);
    if (open.size === 0) screen.prompt();
    else screen.spin(true);
  }

  /** End of input: what was typed is claimed and answered first. */
  async function drain(): Promise<void> {
    await Promise.all(hearing);
    await setup.idle();
    setup.leave(0);
  }

  /** The first stops an answer, or warns; the next one leaves. */
  function interrupt(inbox: Inbox): void {
    const now = clock.now();
    if (pressedAt !== undefined && now - pressedAt <= oneKeyMs) return;
    if (pressedAt !== undefined) return setup.leave(130);
    pressedAt = now;
    if (open.size > 0)
      inbox(toLocalEvent(setup, '/chat stop')).catch((thrown: unknown) => screen.note(notClaimed(setup, thrown, language).text));
    else screen.note(say(language, 'leave-again', {}));
  }

  function echo(id: string): void {
    const line = unseen.get(id);
    if (line !== undefined) screen.echo(line);
    unseen.delete(id);
  }

  function show(message: Outgoing, key: string): void {
    if (message.kind === 'notice') return screen.note(message.text);
    if (message.kind === 'reply' && finished?.key === key && finished.text === message.text) return;
    const answered = [...(message.kind === 'reply' ? message.joined : []), ...(message.to === null ? [] : [message.to])];
    for (const id of answered) echo(id);
    if (message.kind === 'reply') {
      screen.grow(key, speaker(message.personality.name, message.label), message.text);
      if (message.end === undefined) return;
      finished = { key, text: message.text };
    } else {
      screen.end(key);
      screen.note(message.kind === 'answer' ? message.answer.body : message.message);
    }
    screen.end(key);
    settle(answered);
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
      await write(io.errors, `ready: terminal as ${localAccount}\n`);
      const greeting = 'greeting';
      screen.grow(greeting, speaker(front.personality.name, front.label), front.greeting(language));
      screen.end(greeting);
      screen.lines
        .on('line', (line) => {
          const heard: Promise<void> = hear(inbox, line).finally(() => hearing.delete(heard));
          hearing.add(heard);
        })
        .on('SIGINT', () => interrupt(inbox))
        .on('close', () => {
          if (!isStopped) void drain();
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
