import type { Form } from '../answers/form.ts';
import type { Json } from '../answers/json.ts';
import { readWizardLine, renderForm } from '../answers/wizard.ts';
import type { ParticipantId, RoomId } from '../ids.ts';
import type { Turn } from '../ports/store.ts';
import type { Write } from '../ports/writes.ts';
import type { EngineParts } from '../turns/engine-parts.ts';
import type { TurnTools } from '../turns/turn-tools.ts';
import type { InboundEvent } from './inbound-event.ts';

/** Under which mark the form lies that the wizard asks this participant for. */
function keyOf({ room, participant }: { readonly room: RoomId; readonly participant: ParticipantId }): string {
  return `wizard/${room}/${participant}`;
}

/** The form the wizard is asking for there, with what was filled in so far. */
export async function openForm(
  parts: EngineParts,
  where: { readonly room: RoomId; readonly participant: ParticipantId },
): Promise<Form | undefined> {
  const kept = await parts.store.marks.get(keyOf(where));
  // Written by `keepForm` and by nothing else.
  return typeof kept === 'object' && kept !== null && 'sections' in kept ? (kept as unknown as Form) : undefined;
}

/** Keeps a form as it stands now; undefined: it is closed. */
export function keepForm(where: { readonly room: RoomId; readonly participant: ParticipantId }, form: Form | undefined): Write {
  return { write: 'mark', key: keyOf(where), value: form as unknown as Json | undefined };
}

/** Where a platform has no forms of its own: the card as text, and the next lines that fit go into it. */
export async function openWizard(
  tools: TurnTools,
  turn: Turn,
  { form, language }: { readonly form: Form; readonly language: string },
): Promise<void> {
  await tools.show(
    turn,
    { kind: 'answer', to: tools.causeOf(turn), answer: { kind: 'text', body: renderForm(form, language) }, last: true, actions: [] },
    [keepForm(turn.event, form)],
  );
}

/** A message that is meant for an open form becomes a line of the wizard; everything else stays talk. */
export async function forWizard(parts: EngineParts, event: InboundEvent): Promise<InboundEvent> {
  if (event.kind !== 'message') return event;
  const form = await openForm(parts, event);
  if (form === undefined || readWizardLine(form, event.text) === undefined) return event;
  const { kind: _kind, ref: _ref, text, replyTo: _replyTo, mentioned: _mentioned, ...envelope } = event;
  return { ...envelope, kind: 'wizardLine', text };
}
