import type { Inbox } from '../../../core/events/inbound-event.ts';
import type { Outgoing, Platform, PlatformSetup } from '../../../core/ports/platform.ts';
import { localAccount, localFacts, speaker, toLocalEvent } from './local-events.ts';
import { notClaimed } from './not-claimed.ts';
import { printable } from './printable.ts';
import { longestLine, readLines } from './read-lines.ts';
import { onGone, systemLocale, type TerminalIo, write } from './terminal-io.ts';

/** Lines in, blocks out: for `printf … | npm start --silent`. Greeting and notices go to stderr. */
export function createPipePlatform(setup: PlatformSetup, io: TerminalIo): Platform {
  const { say, front } = setup;
  const language = systemLocale();
  const awaited = new Map<string, () => void>();
  let blocks = 0;
  let isStopped = false;
  let isEncodingTold = false;

  async function printBlock(text: string): Promise<void> {
    const lines = printable(text)
      .split('\n')
      .filter((line) => line.trim() !== '');
    await write(io.output, `${blocks === 0 ? '' : '\n'}${lines.join('\n')}\n`);
    blocks += 1;
  }

  const notice = (text: string): Promise<void> => write(io.errors, `${printable(text)}\n`);

  async function readAll(inbox: Inbox): Promise<void> {
    for await (const line of readLines(io.input)) {
      if (isStopped) return;
      if (line.fault === 'not-utf8' && !isEncodingTold) {
        isEncodingTold = true;
        await notice(say(language, 'not-utf8', {}));
      }
      if (line.fault === 'too-large') await printBlock(say(language, 'line-too-large', { most: longestLine }));
      else if (line.text.trim() !== '') await ask(inbox, line.text);
    }
    setup.leave(0);
  }

  /** The next line is handed over only after this one is answered. */
  async function ask(inbox: Inbox, text: string): Promise<void> {
    const event = toLocalEvent(setup, text);
    const { promise, resolve } = Promise.withResolvers<void>();
    awaited.set(event.id, resolve);
    try {
      await inbox(event);
    } catch (thrown) {
      awaited.delete(event.id);
      return printBlock(notClaimed(setup, thrown, language).text);
    }
    await promise;
  }

  return {
    name: 'terminal',
    account: localAccount,
    facts: localFacts,
    async start(inbox) {
      onGone(io.output, () => setup.leave(0));
      if (front.label !== undefined) await notice(say(language, 'rehearsal', { name: front.personality.name }));
      await notice(`${speaker(front.personality.name, front.label)}  ${front.greeting(language)}`);
      await notice(`ready: terminal as ${localAccount}`);
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
      const text = toBlock(message);
      const answered = message.to === null ? undefined : awaited.get(message.to);
      // What an earlier run left unsaid answers no line of this one.
      await (answered === undefined || message.kind === 'notice' ? notice(text) : printBlock(text));
      if (message.kind === 'notice' || (message.kind === 'answer' && !message.last)) return key;
      if (message.to !== null) awaited.delete(message.to);
      answered?.();
      return key;
    },
    find: async () => undefined,
    describe: async () => ({ kind: 'dm', members: [localAccount] }),
  };
}

function toBlock(message: Outgoing): string {
  if (message.kind === 'reply') return `${speaker(message.personality.name, message.label)}  ${message.text}`;
  if (message.kind === 'answer') return message.answer.body;
  if (message.kind === 'error') return message.partial === undefined ? message.message : `${message.partial}\n${message.message}`;
  return message.text;
}
