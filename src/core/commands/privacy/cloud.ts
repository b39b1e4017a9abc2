import { BotError } from '../../errors.ts';
import type { Message } from '../../ports/store.ts';
import type { Write } from '../../ports/writes.ts';
import { noteConsent } from '../../privacy/consent.ts';
import { reachOf } from '../../privacy/reach.ts';
import { wishFor } from '../../turns/wish-for.ts';
import { type Call, textOf } from '../call.ts';
import type { Command } from '../command.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { companies, companyName } from './companies.ts';
import { show } from './show.ts';
import { privacyTexts } from './texts.ts';

export const cloud: Command = {
  name: 'cloud',
  summary: privacyTexts.cloud,
  examples: ['privacy cloud openai yes', 'privacy cloud openai no'],
  options: [
    { name: 'provider', kind: 'word', summary: privacyTexts['option-provider'], maxLength: 40, completes: true },
    {
      name: 'value',
      kind: 'choice',
      summary: privacyTexts['option-value'],
      choices: [
        { value: 'yes', label: privacyTexts.yes },
        { value: 'no', label: privacyTexts.no },
      ],
    },
    { name: 'message', kind: 'word', summary: privacyTexts['option-message'], maxLength: 100 },
  ],
  access: 'anyone',
  lane: 'control',
  visible: 'asker',
  async *run(call, needs) {
    const { tell, store, clock } = needs;
    const name = textOf(call, 'provider');
    const value = textOf(call, 'value');
    if (name === undefined || value === undefined) {
      yield* show.run(call, needs);
      return;
    }
    const status = companies(needs.models).find(({ provider }) => provider.name === name);
    if (status === undefined) throw unknown(needs);
    const company = companyName(status);
    if (value === 'yes') await demandAsked(call, needs);
    const waiting = await waitingMessage(call, needs);
    await store.commit([
      ...(await answered(call, needs, { name, isYes: value === 'yes' })),
      noteConsent(call.caller, undefined, clock.now()),
      // What waits for this very answer may go where the answer lets it.
      ...(value === 'yes' && waiting !== undefined ? [{ write: 'restamp', message: waiting.id, exposure: 'cloud' } as const] : []),
    ]);
    const said = tell(privacyTexts[value === 'yes' ? 'said' : 'said-no'], { company, provider: name });
    const isAnswered = waiting !== undefined && (value === 'yes' || (await canAnswer(call, needs)));
    yield {
      kind: 'text',
      body: waiting === undefined || isAnswered ? said : `${said} ${tell(privacyTexts['nobody-else'], { company })}`,
    };
    // Only now: what was agreed to is on the disk, and so is what was said about it.
    if (waiting !== undefined && isAnswered) await needs.talk.takeUp(call, waiting);
  },
  async complete({ option, typed }, needs) {
    if (option !== 'provider') return [];
    return companies(needs.models)
      .map((status) => ({ value: status.provider.name, label: companyName(status) }))
      .filter(({ value }) => value.startsWith(typed));
  },
};

/** The lists of what was agreed to and what was not, with this answer in one of them. */
async function answered(
  { caller }: Call,
  { settings, clock }: CommandNeeds,
  { name, isYes }: { readonly name: string; readonly isYes: boolean },
): Promise<readonly Write[]> {
  const here = await settings.resolve({ person: caller.person, room: caller.room });
  const list = (key: 'cloud' | 'cloud-no', holds: boolean): Write => ({
    write: 'setting',
    level: 'person',
    owner: caller.person,
    key,
    value: [...here.get(key).filter((one) => one !== name), ...(holds ? [name] : [])],
    at: clock.now(),
  });
  return [list('cloud', isYes), list('cloud-no', !isYes)];
}

/** A yes where nobody asks is none: the operator has answered for everybody, or the person themself has said otherwise. */
async function demandAsked({ caller }: Call, { settings, host }: CommandNeeds): Promise<void> {
  if (host.cloud === 'never')
    throw new BotError('not-allowed', 'the operator lets nothing out', {
      advice: {
        en: 'The operator of this bot lets nothing leave their own machines.',
        de: 'Der Betreiber dieses Bots lässt nichts von den eigenen Rechnern.',
      },
    });
  const reach = reachOf(await settings.resolve({ person: caller.person, room: caller.room }), host.cloud);
  if (host.cloud === 'ask' && !reach.mayAsk)
    throw new BotError('not-allowed', 'local-only holds', {
      advice: {
        en: 'Local-only holds here. /privacy local-only off ends it, if it is yours to end.',
        de: 'Hier gilt local-only. /privacy local-only off beendet es, wenn du das darfst.',
      },
    });
}

/** The caller's own message that waits for the answer; anybody else's waits for theirs. */
async function waitingMessage(call: Call, { store }: CommandNeeds): Promise<Message | undefined> {
  const id = textOf(call, 'message');
  const message = id === undefined ? undefined : await store.history.message(id);
  if (message?.author.kind !== 'participant' || message.forgotten || message.room !== call.caller.room) return undefined;
  const person = (await store.rooms.person(message.author.id))?.id;
  return person === call.caller.person ? message : undefined;
}

async function canAnswer({ caller }: Call, needs: CommandNeeds): Promise<boolean> {
  const { models, settings, host } = needs;
  const here = await settings.resolve({ person: caller.person, room: caller.room });
  try {
    const reach = { ...reachOf(here, host.cloud), mayAsk: false };
    const wish = await wishFor({ ...needs, cloud: host.cloud }, { person: caller.person, settings: here, reach });
    return models.candidates(wish).length > 0;
  } catch {
    return false;
  }
}

function unknown({ models }: CommandNeeds): BotError {
  const names = companies(models).map(({ provider }) => provider.name);
  const list = names.join(', ');
  return new BotError('invalid-option', 'no such company', {
    field: 'provider',
    advice:
      names.length === 0
        ? {
            en: 'No company is configured here: nothing leaves these machines.',
            de: 'Hier ist keine Firma eingerichtet: nichts verlässt diese Rechner.',
          }
        : {
            en: `That is no provider outside these machines. There are: ${list}.`,
            de: `Das ist kein Anbieter außerhalb dieser Rechner. Es gibt: ${list}.`,
          },
  });
}
