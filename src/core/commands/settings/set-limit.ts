import { BotError } from '../../errors.ts';
import type { SettingOwner } from '../../ports/settings-store.ts';
import type { LimitKind, LimitOwner, LimitValue } from '../../providers/budget-limits.ts';
import { operatorOwner } from '../../settings/levels.ts';
import { type Call, textOf } from '../call.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { limitsTexts } from './limits-texts.ts';
import { moneyFor, readMoney } from './money.ts';

type Scope = 'person' | 'room' | 'rooms' | 'operator';

/** Who is named, as they were named and as whom we know them. */
interface Named {
  readonly named: string | undefined;
  readonly person: string | undefined;
}

/** Sets or clears one limit; resolves to the sentence that says so. Rights were asked for before. */
export async function setLimit(call: Call, { store, clock, tell }: CommandNeeds, { named, person }: Named): Promise<string> {
  const { caller } = call;
  const kind = textOf(call, 'field') as LimitKind | undefined;
  const scope = (textOf(call, 'scope') ?? 'person') as Scope;
  if (kind === undefined) throw missingField();
  const value = readLimit(kind, textOf(call, 'value') ?? '');
  const owner = ownerOf(scope);
  const place: SettingOwner =
    scope === 'room'
      ? { level: 'room', owner: caller.room }
      : scope === 'person' && person !== undefined
        ? { level: 'person', owner: person }
        : { level: 'operator', owner: operatorOwner };
  await store.commit([{ write: 'setting', ...place, key: `${owner}-${kind}`, value, at: clock.now() }]);
  const whom =
    place.level === 'person' ? tell(limitsTexts['whom-one'], { name: named ?? '' }) : tell<string>(limitsTexts[`whom-${scope}`], {});
  return tell(limitsTexts.set, { what: tell<string>(limitsTexts[kind], {}), whom, value: shown(kind) });

  function shown(of: LimitKind): string {
    if (value === undefined) return tell(limitsTexts.unset, {});
    if (value === 'none') return tell(limitsTexts.nothing, {});
    return of === 'money' ? moneyFor(caller.language)(value) : new Intl.NumberFormat(caller.language).format(value);
  }
}

function ownerOf(scope: Scope): LimitOwner {
  if (scope === 'operator') return 'bot';
  return scope === 'person' ? 'person' : 'room';
}

/** Undefined: unset. */
function readLimit(kind: LimitKind, text: string): LimitValue | undefined {
  if (text === 'unset') return undefined;
  if (text === 'none') return 'none';
  const number = kind === 'money' ? readMoney(text) : /^\d{1,12}$/.test(text) ? Number(text) : undefined;
  if (number !== undefined) return number;
  throw new BotError('invalid-option', 'not a limit', {
    field: 'value',
    advice:
      kind === 'money'
        ? { en: 'Name dollars a day, like 2.50, or none, or unset.', de: 'Nenne Dollar am Tag, etwa 2,50, oder none, oder unset.' }
        : { en: 'Name a whole number, or none, or unset.', de: 'Nenne eine ganze Zahl, oder none, oder unset.' },
  });
}

function missingField(): BotError {
  return new BotError('invalid-option', 'what is to be limited', {
    field: 'field',
    advice: {
      en: 'What shall be limited: messages, tokens or money? For example: /settings limits tokens 50000',
      de: 'Was soll begrenzt werden: messages, tokens oder money? Zum Beispiel: /settings limits tokens 50000',
    },
  });
}
