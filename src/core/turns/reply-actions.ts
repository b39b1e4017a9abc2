import type { Action } from '../answers/action.ts';
import type { Finish } from '../ports/platform.ts';
import { defineTexts } from '../texts/localized.ts';
import type { Say } from '../texts/say.ts';

const texts = defineTexts({
  retry: { en: 'Retry', de: 'Noch einmal' },
  continue: { en: 'Continue', de: 'Weiter' },
  previous: { en: 'Previous answer', de: 'Vorige Antwort' },
  next: { en: 'Next answer', de: 'Nächste Antwort' },
  why: { en: 'Why', de: 'Warum' },
  stop: { en: 'Stop', de: 'Anhalten' },
});

/** What can be done with a finished reply; everyone in the room sees it, whoever asked and the room's admins may press. */
export function replyActions(
  say: Say,
  reply: {
    readonly message: string;
    readonly variant: number;
    /** The highest number among the answers there are. */
    readonly newest: number;
    readonly finish: Finish;
    readonly language: string | undefined;
  },
): readonly Action[] {
  const { message, variant, newest, finish, language } = reply;
  const press = (command: string, args: Readonly<Record<string, string>> = {}) => ({ command, args: { ...args, message } });
  const by = 'asker';
  return [
    { label: say(language, texts.retry, {}), icon: 'retry', press: press('chat retry'), by },
    ...(finish === 'stop' || finish === 'refusal'
      ? []
      : [{ label: say(language, texts.continue, {}), icon: 'continue', press: press('chat continue'), by } as const]),
    ...(variant === 1
      ? []
      : [{ label: say(language, texts.previous, {}), icon: 'previous', press: press('chat retry', { value: 'previous' }), by } as const]),
    ...(variant >= newest
      ? []
      : [{ label: say(language, texts.next, {}), icon: 'next', press: press('chat retry', { value: 'next' }), by } as const]),
    { label: say(language, texts.why, {}), icon: 'why', press: press('memory why'), by },
  ];
}

/** What can be done with a reply that is still being written. */
export function growingActions(say: Say, language: string | undefined): readonly Action[] {
  return [{ label: say(language, texts.stop, {}), icon: 'stop', press: { command: 'chat stop', args: {} }, by: 'asker' }];
}
