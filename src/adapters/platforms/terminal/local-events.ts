import type { EventBody, EventEnvelope, InboundEvent } from '../../../core/events/inbound-event.ts';
import type { PlatformSetup } from '../../../core/ports/platform.ts';
import { systemLocale } from './terminal-io.ts';

/** Of the person at the plain terminal, in both of its modes. */
export const localAccount = 'terminal:local';

/** Something the person at the terminal did. */
export function localEvent({ clock }: PlatformSetup, body: (id: string) => EventBody): InboundEvent {
  const id = clock.id();
  const envelope: EventEnvelope = {
    id,
    account: localAccount,
    room: localAccount,
    participant: localAccount,
    name: 'you',
    locale: systemLocale(),
    at: clock.now(),
  };
  return { ...envelope, ...body(id) };
}

/** A typed line as an event: `/word …` is a command, everything else is said to the personality. */
export function toLocalEvent(setup: PlatformSetup, line: string): InboundEvent {
  const command = /^\/(?<call>\p{L}.*)$/u.exec(line.trim())?.groups?.['call'];
  return localEvent(setup, (id) =>
    command === undefined ? { kind: 'message', ref: id, text: line } : { kind: 'command', call: { command, args: {} } },
  );
}

/** What the two plain modes have in common. */
export const localFacts = {
  maxLength: 1_000_000,
  dialect: 'plain',
  keyLifetimeMs: 0,
  confirms: false,
  rehearsals: true,
  isLocal: true,
  operator: localAccount,
} as const;

/** `Mia (script)`: whose words follow, and that nobody thinks behind them. */
export function speaker(name: string, label: string | undefined): string {
  return label === undefined ? name : `${name} (${label})`;
}

/** The first lines, in their order: where the data is, what was found, and what it means that no model was. */
export function firstLines({ say, front, version, dataFolder }: PlatformSetup, language: string): readonly string[] {
  return [
    say(language, 'data-folder', { version, folder: dataFolder }),
    ...front.lines(language),
    ...(front.label === undefined ? [] : [say(language, 'rehearsal', { name: front.personality.name })]),
  ];
}
