import type { EventEnvelope } from '../events/inbound-event.ts';
import { type EngineGiven, platformFor } from '../turns/engine-parts.ts';
import { isAllowed } from './is-allowed.ts';

/** Whether somebody may talk there: by what the operator said, else by what their platform makes of strangers. */
export function mayTalk(parts: EngineGiven, { account, participant }: Pick<EventEnvelope, 'account' | 'participant'>): boolean {
  return isAllowed(participant, parts.settings.allow ?? platformFor(parts, account)?.facts.guests);
}
