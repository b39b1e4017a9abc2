import type { Access } from '../answers/access.ts';
import { BotError } from '../errors.ts';
import type { Caller } from './call.ts';

/** True when the caller's rights reach that far. */
export function reaches(caller: Caller, access: Access): boolean {
  if (access === 'operator') return caller.isOperator;
  return access === 'anyone' || caller.isRoomAdmin;
}

/** Throws `not-allowed` saying who may. */
export function demand(caller: Caller, access: Access): void {
  if (reaches(caller, access)) return;
  throw new BotError('not-allowed', `only ${access}`, {
    advice:
      access === 'operator'
        ? { en: 'Only the operator of this bot may do that.', de: 'Das darf nur, wer diesen Bot betreibt.' }
        : {
            en: 'Only a moderator of this room may do that. In a private chat with me it is yours to decide.',
            de: 'Das dürfen hier nur die Moderatoren. In einem privaten Chat mit mir entscheidest du selbst.',
          },
  });
}
