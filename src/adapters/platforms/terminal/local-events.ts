import type { EventEnvelope, InboundEvent } from '../../../core/events/inbound-event.ts';
import type { PlatformSetup } from '../../../core/ports/platform.ts';
import { systemLocale } from './terminal-io.ts';

/** Of the person at the plain terminal, in both of its modes. */
export const localAccount = 'terminal:local';

/** A typed line as an event: `/word …` is a command, everything else is said to the personality. */
export function toLocalEvent({ clock }: PlatformSetup, line: string): InboundEvent {
  const id = clock.id();
  const envelope: EventEnvelope = {
    id,
    account: localAccount,
    room: 'terminal:local',
    participant: 'terminal:local',
    name: 'you',
    locale: systemLocale(),
    at: clock.now(),
  };
  const command = /^\/(?<call>\p{L}.*)$/u.exec(line.trim())?.groups?.['call'];
  if (command !== undefined) return { ...envelope, kind: 'command', call: { command, args: {} } };
  return { ...envelope, kind: 'message', ref: id, text: line };
}

/** What the two plain modes have in common. */
export const localFacts = { maxLength: 1_000_000, dialect: 'plain', keyLifetimeMs: 0, confirms: false, rehearsals: true } as const;

/** `Mia (script)`: whose words follow, and that nobody thinks behind them. */
export function speaker(name: string, label: string | undefined): string {
  return label === undefined ? name : `${name} (${label})`;
}
