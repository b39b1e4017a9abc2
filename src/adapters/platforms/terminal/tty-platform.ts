import { join } from 'node:path';
import type { AnswerFile } from '../../../core/answers/answer.ts';
import type { Form } from '../../../core/answers/form.ts';
import type { InboundEvent, Inbox } from '../../../core/events/inbound-event.ts';
import type { Complete, Outgoing, OutgoingAnswer, OutgoingReply, Platform, PlatformSetup } from '../../../core/ports/platform.ts';
import { firstLines, localAccount, localEvent, localFacts, speaker, toLocalEvent } from './local-events.ts';
import { notClaimed } from './not-claimed.ts';
import { renderAnswer, withActions } from './render-answer.ts';
import { saveFile } from './save-file.ts';
import { createShownActions } from './shown-actions.ts';
import { onGone, systemLocale, type TerminalIo, write } from './terminal-io.ts';
import { texts } from './texts.ts';
import { type OpenForm, openForm } from './tty-form.ts';
import { createTtyScreen } from './tty-screen.ts';

/** Two Ctrl-C this close are one: the key may arrive twice. */
const oneKeyMs = 500;

/** A chat for a person at a terminal. */
export function createTtyPlatform(setup: PlatformSetup, io: TerminalIo, colour: boolean): Platform {
  const { say, front, clock } = setup;
  const language = systemLocale();
  let hear: Inbox = async () => 'repeated';
  let complete: Complete = async () => [];
  const screen = createTtyScreen(io, {
    clock,
    colour,
    suggest: (line) => complete({ room: localAccount, participant: localAccount, locale: language, line }),
  });
  const actions = createShownActions();
  /** Events of this run that are not answered yet. */
  const open = new Set<string>();
  /** Of those, the ones whose answer is a reply to something earlier: a press of "retry" or "yes". */
  const talking = new Set<string>();
  /** Lines sent while another answer was being written: the screen has not shown them yet. */
  const unseen = new Map<string, string>();
  /** On their way into the inbox: until they are claimed the engine may seem idle. */
  const hearing = new Set<Promise<void>>();
  /** The last of them: they are handed over in order. */
  let handing: Promise<void> = Promise.resolve();
  /** What was finished last: after a restart it may be sent and then edited to the same. */
  let finished: { readonly key: string; readonly text: string } | undefined;
  let form: OpenForm | undefined;
  let formLeftAt: number | undefined;
  let pressedAt: number | undefined;
  let isStopped = false;

  function read(line: string): void {
    pressedAt = undefined;
    if (line.trim() === '') return screen.prompt();
    if (/^\/(?:exit|quit)$/.test(line.trim())) return screen.lines.close();
    const press = actions.read(line);
    if (press === undefined) return ask(toLocalEvent(setup, line), line);
    const { number, token } = press;
    if (token === undefined) return screen.note(say(language, texts['no-action'], { number }));
    ask(
      localEvent(setup, () => ({ kind: 'press', token })),
      line,
    );
  }

  function ask(event: InboundEvent, line?: string): void {
    actions.said();
    if (open.size > 0 && line !== undefined) unseen.set(event.id, line);
    open.add(event.id);
    screen.spin(true);
    hand(event, () => {
      echo(event.id);
      settle([event.id]);
    });
  }

  /** Into the inbox, after what came before; what cannot be kept is said. */
  function hand(event: InboundEvent, refused: () => void): void {
    handing = handing.then(() => claim(event, refused));
    const one: Promise<void> = handing.finally(() => hearing.delete(one));
    hearing.add(one);
  }

  async function claim(event: InboundEvent, refused: () => void): Promise<void> {
    try {
      await hear(event);
    } catch (thrown) {
      screen.spin(false);
      screen.note(notClaimed(setup, thrown, language).text);
      refused();
    }
  }

  /** These events are answered; with the last of them the prompt comes back. */
  function settle(ids: readonly string[]): void {
    for (const id of ids) {
      open.delete(id);
      talking.delete(id);
    }
    if (open.size === 0) screen.prompt();
    else screen.spin(true);
  }

  /** End of input: what was typed is claimed and answered first. */
  async function drain(): Promise<void> {
    form?.leave();
    await Promise.all(hearing);
    await setup.idle();
    setup.leave(0);
  }

  /** The first stops an answer, or warns; the next one leaves. */
  function interrupt(): void {
    const now = clock.now();
    if (formLeftAt !== undefined && now - formLeftAt <= oneKeyMs) return;
    if (pressedAt !== undefined && now - pressedAt <= oneKeyMs) return;
    if (pressedAt !== undefined) return setup.leave(130);
    pressedAt = now;
    if (open.size > 0) hand(toLocalEvent(setup, '/chat stop'), () => undefined);
    else screen.note(say(language, 'leave-again', {}));
  }

  function echo(id: string): void {
    const line = unseen.get(id);
    if (line !== undefined) screen.echo(line);
    unseen.delete(id);
  }

  async function show(message: Outgoing, key: string): Promise<void> {
    if (message.kind === 'notice') return point(message.text, message);
    if (message.kind === 'answer' && (!message.last || message.answer.kind === 'talk')) return showMeanwhile(message);
    const text = JSON.stringify([message.kind, message.kind === 'reply' ? message.text : message]);
    if (finished?.key === key && finished.text === text) return;
    const answered = [...(message.kind === 'reply' ? message.joined : []), ...(message.to === null ? [] : [message.to])];
    for (const id of answered) echo(id);
    if (message.kind === 'reply') {
      showReply(message, key);
      if (message.end === undefined) return;
    } else {
      screen.end(key);
      if (message.kind === 'error') point(message.message, message);
      else await showAnswer(message);
    }
    finished = { key, text };
    screen.end(key);
    settle(message.kind === 'answer' || answered.some((id) => open.has(id)) ? answered : [...answered, ...talking]);
  }

  function showReply({ personality, label, text, end }: OutgoingReply, key: string): void {
    const head = speaker(personality.name, label);
    // Above a form only what is whole: half of it would be torn apart by the form.
    if (form === undefined) screen.grow(key, head, text);
    else if (end !== undefined) screen.note(`${head}  ${text}`);
    if (end !== undefined) actions.said();
  }

  /** How far it is, in one line that is written anew; the answer itself is still to come. */
  function showMeanwhile({ to, answer, last }: OutgoingAnswer): void {
    if (to === null || !open.has(to)) return;
    if (answer.kind !== 'talk') screen.spin(true, renderAnswer(answer, language) ?? '');
    else if (last) talking.add(to);
  }

  async function showAnswer(message: OutgoingAnswer): Promise<void> {
    const { answer } = message;
    const notes = [renderAnswer(answer, language) ?? ''];
    for (const file of answer.kind === 'text' ? (answer.files ?? []) : []) notes.push(await save(file));
    point(notes.filter((note) => note !== '').join('\n'), message);
  }

  async function save(file: AnswerFile): Promise<string> {
    const folder = join(setup.dataFolder, 'exports');
    try {
      return say(language, texts.saved, { path: await saveFile(folder, file) });
    } catch (thrown) {
      const reason = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
      setup.logger.error('file-not-saved', { reason });
      return say(language, texts['not-saved'], { folder, reason });
    }
  }

  /** A text with what can be pressed below it. */
  function point(text: string, { actions: shown }: Pick<OutgoingAnswer, 'actions'>): void {
    actions.show(shown);
    screen.note(withActions(text, shown));
  }

  function fill(asked: Form): void {
    form?.leave();
    let isOver = false;
    const mine = openForm(asked, {
      screen,
      say,
      language,
      submit(values, isPartial) {
        const event = localEvent(setup, () => ({ kind: 'formSubmitted', form: asked.id, revision: asked.revision, values, isPartial }));
        if (isPartial) hand(event, () => undefined);
        else ask(event);
      },
      done() {
        isOver = true;
        form = undefined;
        formLeftAt = clock.now();
        settle([]);
      },
    });
    if (!isOver) form = mine;
  }

  return {
    name: 'terminal',
    account: localAccount,
    facts: localFacts,
    async start(inbox, suggest) {
      hear = inbox;
      complete = suggest;
      onGone(io.output, () => setup.leave(0));
      for (const line of firstLines(setup, language)) screen.note(line);
      screen.note(say(language, 'leave', {}));
      await write(io.errors, `ready: terminal as ${localAccount}\n`);
      const greeting = 'greeting';
      screen.grow(greeting, speaker(front.personality.name, front.label), front.greeting(language));
      screen.end(greeting);
      screen.lines
        .on('line', read)
        .on('SIGINT', interrupt)
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
      await show(message, key);
      return key;
    },
    async edit(_target, message, { key }) {
      await show(message, key);
    },
    async presentForm(_target, asked, { to, key }) {
      if (to !== null) {
        echo(to);
        open.delete(to);
      }
      fill(asked);
      return key;
    },
    find: async () => undefined,
    describe: async () => ({ kind: 'dm', members: [localAccount] }),
  };
}
