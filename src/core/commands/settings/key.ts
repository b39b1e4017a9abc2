import type { Action } from '../../answers/action.ts';
import type { Answer } from '../../answers/answer.ts';
import type { Form } from '../../answers/form.ts';
import { BotError } from '../../errors.ts';
import { nearestWord } from '../../events/nearest-word.ts';
import type { ChatProvider } from '../../ports/provider.ts';
import { literal } from '../../texts/literal.ts';
import { type Call, textOf } from '../call.ts';
import type { Command } from '../command.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { keyTexts as texts } from './key-texts.ts';
import { tryKey } from './try-key.ts';

const fieldId = 'key';

export const key: Command = {
  name: 'key',
  summary: { en: 'Your own API keys: see, enter, remove.', de: 'Deine eigenen API-Schlüssel: ansehen, eingeben, entfernen.' },
  details: {
    en: 'A key is asked for in private and tried before it is sealed. It is never shown again, and never belongs in a message.',
    de: 'Nach einem Schlüssel wird privat gefragt, und er wird ausprobiert, bevor er versiegelt wird. Er wird nie wieder gezeigt und gehört nie in eine Nachricht.',
  },
  examples: ['settings key'],
  options: [
    { name: 'provider', kind: 'word', summary: { en: 'whose key', de: 'wessen Schlüssel' }, completes: true },
    {
      name: 'value',
      kind: 'word',
      summary: { en: '“remove” takes it away', de: '„remove“ nimmt ihn weg' },
      completes: true,
      maxLength: 400,
    },
  ],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  opens: 'form',
  takesSecrets: { longestWord: 12 },
  async *run(call, needs) {
    // A secret on its way is no draft.
    if (call.isPartial) return;
    const named = textOf(call, 'provider')?.toLowerCase();
    if (named === undefined) {
      yield await list(call, needs);
      return;
    }
    const provider = find(needs, named);
    const word = textOf(call, 'value')?.toLowerCase();
    if (word !== undefined) {
      yield await remove(call, needs, { provider, word });
      return;
    }
    const typed = call.values?.[fieldId];
    if (typeof typed !== 'string') {
      yield ask(call, needs, { provider });
      return;
    }
    const tried = await tryKey(provider, typed.trim(), needs.clock);
    if (!tried.ok) {
      yield ask(call, needs, { provider, fault: needs.tell(texts[tried.why], { provider: nameOf(provider) }) });
      return;
    }
    const { masked } = await needs.keys.keep(call.caller.person, provider.name, typed.trim());
    yield {
      kind: 'text',
      body: needs.tell(texts.kept, { masked, provider: nameOf(provider), models: tried.models }),
      actions: [removal(needs, provider.name)],
    };
  },
  async complete({ option, typed }, needs) {
    if (option !== 'provider') return [{ value: 'remove', label: needs.tell(texts['remove-action'], {}) }];
    return keyed(needs)
      .filter(({ name }) => name.startsWith(typed.toLowerCase()))
      .map((provider) => ({ value: provider.name, label: nameOf(provider) }));
  },
};

/** Providers that are reached with a key. */
function keyed({ models }: Pick<CommandNeeds, 'models'>): readonly ChatProvider[] {
  return models.providers().flatMap(({ provider }) => (provider.keys === undefined ? [] : [provider]));
}

const nameOf = ({ company, name }: ChatProvider): string => company ?? name;

async function list({ caller }: Call, needs: CommandNeeds): Promise<Answer> {
  const { keys, tell } = needs;
  const takers = keyed(needs);
  const own = await keys.of(caller.person);
  const lines = own.map(({ provider, masked }) => tell(texts.line, { provider, masked }));
  const hint =
    takers.length === 0 ? tell(texts['none-takes'], {}) : tell(texts.bring, { names: takers.map(({ name }) => name).join(', ') });
  const enter = takers.map(
    (provider): Action => ({
      label: tell(texts['enter-action'], { provider: nameOf(provider) }),
      icon: 'edit',
      press: { command: 'settings key', args: { provider: provider.name } },
      by: 'asker',
    }),
  );
  return {
    kind: 'text',
    body: [lines.length === 0 ? tell(texts.none, {}) : tell(texts.head, {}), ...lines, hint].join('\n'),
    actions: isPrivate(caller) ? enter : [],
  };
}

/** Where what somebody enters is seen by nobody else in the room. */
const isPrivate = ({ hasForms, roomKind }: Call['caller']): boolean => hasForms || roomKind === 'dm';

/** The form that asks for it; where it would be typed among others, the refusal. */
function ask(
  { caller }: Call,
  { clock, tell }: CommandNeeds,
  { provider, fault }: { readonly provider: ChatProvider; readonly fault?: string },
): Answer {
  if (!isPrivate(caller)) throw inDmOnly(provider.name);
  const help = tell(caller.isLocal ? texts['help-local'] : caller.hasForms ? texts['help-form'] : texts['help-typed'], {});
  const form: Form = {
    id: clock.id(),
    revision: 0,
    title: tell(texts.title, { provider: nameOf(provider) }),
    sections: [
      {
        // Without forms the help of a field is not on the card, and this has to be read before it is typed.
        title: caller.hasForms ? nameOf(provider) : help,
        fields: [
          {
            id: fieldId,
            label: tell(texts.label, {}),
            help,
            kind: 'secret',
            ...(fault === undefined ? {} : { fault }),
            limits: { required: true, maxLength: 400 },
          },
        ],
      },
    ],
    submit: { command: 'settings key', args: { provider: provider.name } },
    typesSecrets: true,
    again: `settings key ${provider.name}`,
  };
  return { kind: 'form', form };
}

async function remove(
  { caller }: Call,
  { keys, tell }: CommandNeeds,
  { provider, word }: { readonly provider: ChatProvider; readonly word: string },
): Promise<Answer> {
  if (word !== 'remove') throw noArgument(provider.name);
  if (!(await keys.remove(caller.person, provider.name))) throw nothingThere(provider.name);
  return { kind: 'text', body: tell(texts.removed, { provider: nameOf(provider) }) };
}

function removal({ tell }: CommandNeeds, provider: string): Action {
  return {
    label: tell(texts['remove-action'], {}),
    icon: 'delete',
    press: { command: 'settings key', args: { provider, value: 'remove' } },
    by: 'asker',
    danger: true,
  };
}

function find(needs: CommandNeeds, named: string): ChatProvider {
  const takers = keyed(needs);
  const found = takers.find(({ name }) => name === named);
  if (found !== undefined) return found;
  const names = takers.map(({ name }) => name);
  const near = nearestWord(named, names);
  const list = literal(names.join(', '));
  // What was typed is not said again: it may be the key itself.
  throw new BotError('invalid-option', 'no provider that takes a key', {
    field: 'provider',
    advice: {
      en: `No provider of that name takes a key.${near === undefined ? '' : ` Did you mean ${near}?`} There are: ${list}.`,
      de: `Kein Anbieter dieses Namens nimmt einen Schlüssel.${near === undefined ? '' : ` Meintest du ${near}?`} Es gibt: ${list}.`,
    },
  });
}

function inDmOnly(provider: string): BotError {
  return new BotError('not-allowed', 'no private form here', {
    advice: {
      en: `Here everybody could read it. Write to me in a private chat: /settings key ${provider}`,
      de: `Hier könnten es alle lesen. Schreib mir in einem privaten Chat: /settings key ${provider}`,
    },
  });
}

function noArgument(provider: string): BotError {
  return new BotError('key-pasted', 'a key as an argument', {
    field: 'value',
    advice: {
      en: `After the name only “remove” goes. If that was a key, nothing of it was kept; delete it here and revoke it. /settings key ${provider} asks for one in private.`,
      de: `Nach dem Namen passt nur „remove“. War das ein Schlüssel, ist nichts davon aufgehoben; lösch ihn hier und widerrufe ihn. /settings key ${provider} fragt privat danach.`,
    },
  });
}

function nothingThere(provider: string): BotError {
  return new BotError('nothing-to-do', 'no such key', {
    advice: { en: `You have no key for ${provider} here.`, de: `Du hast hier keinen Schlüssel für ${provider}.` },
  });
}
