import type { CommandCall } from '../answers/command-call.ts';
import type { Json } from '../answers/json.ts';
import { isTypedSecret } from '../answers/wizard.ts';
import { holdsKey, holdsKeyAnywhere } from '../privacy/find-keys.ts';
import type { EngineParts } from '../turns/engine-parts.ts';
import type { InboundEvent } from './inbound-event.ts';
import { openForm } from './wizard-state.ts';

export interface Cleared {
  /** As it may be written down. */
  readonly event: InboundEvent;
  /** What was taken out of it, for the command that asked for it. */
  readonly withheld?: Readonly<Record<string, Json>>;
}

/**
 * An event before anything of it is written: what a command asked for as a secret goes on in memory, and whatever else holds a key or token
 * becomes the bare news of it. `isWizard`: lines there may be meant for a form, and only their writer and the bot see them.
 */
export async function withoutSecrets(parts: EngineParts, given: InboundEvent, isWizard: boolean): Promise<Cleared> {
  switch (given.kind) {
    case 'message': {
      const form = isWizard ? await openForm(parts, given) : undefined;
      if (form === undefined || !isTypedSecret(form, given.text)) return { event: holdsKey(given.text) ? pasted(given, given.ref) : given };
      return {
        event: { ...envelopeOf(given), kind: 'wizardLine', text: '', ref: given.ref, isWithheld: true },
        withheld: { text: given.text },
      };
    }
    case 'messageEdited':
      return { event: holdsKey(given.text) ? pasted(given, given.ref) : given };
    case 'command':
      return { event: isKeyCall(parts, given.call) ? pasted(given, given.ref) : given };
    case 'formSubmitted': {
      const action = await parts.store.actions.get(given.form);
      const lookup = action === undefined ? undefined : parts.commands.lookup(action.call.command);
      const isAskedFor = lookup?.found === 'command' && lookup.named.command.takesSecrets !== undefined;
      // Of a form that nobody knows any more it cannot be told what it asked for.
      if (isAskedFor || action === undefined) return { event: { ...given, values: {}, isWithheld: true }, withheld: given.values };
      return { event: holdsKeyAnywhere(given.values) ? pasted(given, undefined) : given };
    }
    default:
      return { event: given };
  }
}

/** A call that holds a key by its shape; after a command that asks for secrets also what has no shape at all. */
function isKeyCall({ commands }: Pick<EngineParts, 'commands'>, { command, args }: CommandCall): boolean {
  if (holdsKey(command) || holdsKeyAnywhere(args)) return true;
  const lookup = commands.lookup(command);
  if (lookup.found !== 'command') return false;
  const { longestWord } = lookup.named.command.takesSecrets ?? {};
  if (longestWord === undefined) return false;
  const typed = lookup.rest.split(/\s+/).map((word) => word.replace(/^[a-z]{1,12}=/, ''));
  return [...typed, ...Object.values(args)].some((word) => typeof word === 'string' && word.length > longestWord);
}

function pasted(event: InboundEvent, ref: string | undefined): InboundEvent {
  return { ...envelopeOf(event), kind: 'keyPasted', ...(ref === undefined ? {} : { ref }) };
}

function envelopeOf({ id, account, room, participant, name, locale, at }: InboundEvent) {
  return { id, account, room, participant, name, at, ...(locale === undefined ? {} : { locale }) };
}
