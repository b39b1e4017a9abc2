import type { InboundEvent, Inbox } from '../../../core/events/inbound-event.ts';
import type { Outgoing, Platform, PlatformSetup } from '../../../core/ports/platform.ts';
import { firstLines, localAccount, localEvent, localFacts, speaker, toLocalEvent } from './local-events.ts';
import { notClaimed } from './not-claimed.ts';
import { printable } from './printable.ts';
import { longestLine, readLines } from './read-lines.ts';
import { renderAnswer, withActions } from './render-answer.ts';
import { createShownActions } from './shown-actions.ts';
import { onGone, systemLocale, type TerminalIo, write } from './terminal-io.ts';
import { texts } from './texts.ts';

/** Lines in, blocks out: for `printf … | npm start --silent`. Greeting and notices go to stderr. */
export function createPipePlatform(setup: PlatformSetup, io: TerminalIo): Platform {
  const { say, front } = setup;
  const language = systemLocale();
  const awaited = new Map<string, () => void>();
  const actions = createShownActions();
  /** A line whose answer is a reply to something earlier: a press of "retry" or "yes". */
  let talking: string | undefined;
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
      else if (line.text.trim() !== '') await hear(inbox, line.text);
    }
    setup.leave(0);
  }

  async function hear(inbox: Inbox, line: string): Promise<void> {
    // A bare number is a word here: the form's wizard and the personality read those.
    const press = line.trim().startsWith('/') ? actions.read(line) : undefined;
    if (press === undefined) return ask(inbox, toLocalEvent(setup, line));
    const { number, token } = press;
    if (token === undefined) return printBlock(say(language, texts['no-action'], { number }));
    await ask(
      inbox,
      localEvent(setup, () => ({ kind: 'press', token })),
    );
  }

  /** The next line is handed over only after this one is answered. */
  async function ask(inbox: Inbox, event: InboundEvent): Promise<void> {
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

  /** The line that this ends the wait for. */
  function lineOf(message: Outgoing): string | undefined {
    if (!isFinal(message)) return undefined;
    if (message.to !== null && awaited.has(message.to)) return message.to;
    return message.kind === 'answer' ? undefined : talking;
  }

  /** What an earlier run left unsaid answers no line of this one: it is a notice, like everything that does not stay. */
  async function show(message: Outgoing, isBlock: boolean): Promise<void> {
    const body = toText(message, language);
    if (body === undefined) return;
    const files = message.kind === 'answer' && message.answer.kind === 'text' ? (message.answer.files ?? []) : [];
    // Bytes are none for a terminal; that they are there is said.
    const text = [body, ...files.filter(({ base64 }) => base64 !== undefined).map(({ name }) => `[${name}]`)].join('\n');
    if (message.kind !== 'reply') actions.show(message.actions);
    const shown = message.kind === 'reply' ? text : withActions(text, message.actions);
    const written = files.flatMap((file) => file.text ?? []);
    if (!isBlock || written.length === 0) return isBlock ? printBlock(shown) : notice(shown);
    // The file alone is the block, so that `> file` keeps just that.
    await notice(shown);
    await printBlock(written.join('\n'));
  }

  return {
    name: 'terminal',
    account: localAccount,
    facts: localFacts,
    async start(inbox) {
      onGone(io.output, () => setup.leave(0));
      for (const line of firstLines(setup, language)) await notice(line);
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
      const line = lineOf(message);
      await show(message, line !== undefined);
      if (message.kind === 'answer' && message.answer.kind === 'talk' && message.to !== null && awaited.has(message.to))
        talking = message.to;
      if (line === undefined) return key;
      if (line === talking) talking = undefined;
      awaited.get(line)?.();
      awaited.delete(line);
      return key;
    },
    find: async () => undefined,
    describe: async () => ({ kind: 'dm', members: [localAccount] }),
  };
}

/** It ends the wait for its line: a `talk` answer does not, its reply follows. */
function isFinal(message: Outgoing): boolean {
  if (message.kind === 'answer') return message.last && message.answer.kind !== 'talk';
  return message.kind !== 'notice';
}

function toText(message: Outgoing, language: string): string | undefined {
  if (message.kind === 'reply') return `${speaker(message.personality.name, message.label)}  ${message.text}`;
  if (message.kind === 'answer') return renderAnswer(message.answer, language);
  if (message.kind === 'error') return message.partial === undefined ? message.message : `${message.partial}\n${message.message}`;
  return message.text;
}
