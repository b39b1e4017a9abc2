import type { ParticipantId } from '../ids.ts';
import type { Message, Store } from '../ports/store.ts';
import { isDm } from '../privacy/audience.ts';
import { settingDefinitions } from '../settings/setting-definitions.ts';

type Choice = 'everything' | 'asked' | 'nothing';

/** How much people let the bot remember, looked up once per person. */
export interface RememberChoices {
  of(person: string): Promise<Choice>;
  /** True when its author lets the bot remember everything. A reply counts as said by whoever it answers: it may repeat their words. */
  allow(message: Message): Promise<boolean>;
}

/** Made anew for each recall: a choice holds from the moment it is made. */
export function readRememberChoices({ settings, rooms, history }: Pick<Store, 'settings' | 'rooms' | 'history'>): RememberChoices {
  const byPerson = new Map<string, Promise<Choice>>();
  const byParticipant = new Map<ParticipantId, Promise<boolean>>();
  const byQuestion = new Map<string, Promise<boolean>>();

  async function read(person: string): Promise<Choice> {
    const rows = await settings.of([{ level: 'person', owner: person }]);
    const { schema, standard } = settingDefinitions.remember;
    return schema.catch(standard).parse(rows.find(({ key }) => key === 'remember')?.value ?? standard);
  }

  function of(person: string): Promise<Choice> {
    return once(byPerson, person, () => read(person));
  }

  async function isOpen(participant: ParticipantId): Promise<boolean> {
    const person = await rooms.person(participant);
    return (await of(person?.id ?? participant)) === 'everything';
  }

  async function allowsAnswer(question: string): Promise<boolean> {
    const message = await history.message(question);
    return message === undefined || allow(message);
  }

  async function allow({ author, parent, audience }: Message): Promise<boolean> {
    if (author.kind === 'participant') return once(byParticipant, author.id, () => isOpen(author.id));
    // Alone with its person a reply has nobody else's words.
    if (parent === undefined || isDm(audience)) return true;
    return once(byQuestion, parent, () => allowsAnswer(parent));
  }

  return { of, allow };
}

function once<Key, Value>(known: Map<Key, Promise<Value>>, key: Key, look: () => Promise<Value>): Promise<Value> {
  const value = known.get(key) ?? look();
  known.set(key, value);
  return value;
}
