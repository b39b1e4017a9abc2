import { BotError } from '../errors.ts';
import type { Ref } from '../ids.ts';
import type { Turn } from '../ports/store.ts';
import { mayTalk } from '../privacy/may-talk.ts';
import { defineTexts, type Localized } from '../texts/localized.ts';
import type { TurnTools } from '../turns/turn-tools.ts';
import { takeAway } from './take-away.ts';

const texts = defineTexts({
  taken: {
    en: 'That held what looks like a key or token. I took the message away and kept nothing of it; but others may have seen it, so revoke it where you got it.',
    de: 'Darin stand etwas, das wie ein Schlüssel oder Token aussieht. Ich habe die Nachricht weggenommen und nichts davon behalten; aber andere können sie gesehen haben, also widerrufe ihn dort, wo du ihn herhast.',
  },
  left: {
    en: 'That held what looks like a key or token. I kept nothing of it, but I may not delete it here: do that, and revoke it where you got it.',
    de: 'Darin stand etwas, das wie ein Schlüssel oder Token aussieht. Ich habe nichts davon behalten, darf es hier aber nicht löschen: Tu das und widerrufe ihn dort, wo du ihn herhast.',
  },
  nowhere: {
    en: 'That held what looks like a key or token, so I did not read it and kept nothing of it.',
    de: 'Darin stand etwas, das wie ein Schlüssel oder Token aussieht, darum habe ich es nicht gelesen und nichts davon behalten.',
  },
});
/** How a key gets where it belongs. */
const instead = defineTexts({
  how: {
    en: ' A key of your own goes in by /settings key, which asks for it.',
    de: ' Ein eigener Schlüssel kommt über /settings key herein, das danach fragt.',
  },
  inDm: {
    en: ' A key of your own goes in by /settings key, in a private chat with me.',
    de: ' Ein eigener Schlüssel kommt über /settings key herein, in einem privaten Chat mit mir.',
  },
});

/** Somebody wrote a key where it does not belong: it goes from the room where we may take it away, and they are told to revoke it. */
export async function keyPasted(tools: TurnTools, turn: Turn, ref: Ref | undefined): Promise<true> {
  if (!mayTalk(tools.parts, turn.event)) return true;
  const platform = tools.platform(turn);
  const { room } = turn.event;
  const isTaken = await takeAway(tools, turn, ref);
  const { kind } = await platform.describe(room);
  const what = isTaken ? texts.taken : ref === undefined || platform.facts.isLocal === true ? texts.nowhere : texts.left;
  const how = kind === 'room' && platform.presentForm === undefined ? instead.inDm : instead.how;
  throw new BotError('key-pasted', 'a key in the open', { advice: joined(what, how) });
}

const joined = (one: Localized, other: Localized): Localized => ({ en: one.en + other.en, de: one.de + other.de });
