import type { Answer } from '../../src/core/answers/answer.ts';
import type { Field, Form } from '../../src/core/answers/form.ts';
import type { Json } from '../../src/core/answers/json.ts';
import type { Caller } from '../../src/core/commands/call.ts';
import type { Completing } from '../../src/core/commands/command.ts';
import { createCommandBook } from '../../src/core/commands/command-book.ts';
import type { CommandNeeds, HostFacts } from '../../src/core/commands/command-needs.ts';
import personalityPart from '../../src/core/commands/personality/index.ts';
import { BotError } from '../../src/core/errors.ts';
import { type Arrival, routeCommand } from '../../src/core/events/route-command.ts';
import { createLibrary } from '../../src/core/personalities/create-library.ts';
import { createStudio } from '../../src/core/personalities/create-studio.ts';
import type { Library } from '../../src/core/personalities/library.ts';
import { type Personality, type PersonalityInput, personalitySchema } from '../../src/core/personalities/personality.ts';
import type { Studio } from '../../src/core/personalities/studio.ts';
import type { Picture } from '../../src/core/pictures/picture.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { createSettingsReader } from '../../src/core/settings/create-settings-reader.ts';
import { createSay } from '../../src/core/texts/create-say.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { createMemoryStore } from './memory-store.ts';

export function shippedPersonality(changes: Partial<PersonalityInput> & { readonly id: string; readonly name: string }): Personality {
  return personalitySchema.parse({ revision: 1, rating: 'everyone', ...changes });
}

/** Two shipped ones to talk with, copy and edit. */
export const mia = shippedPersonality({ id: 'mia', name: 'Mia' });
export const juno = shippedPersonality({
  id: 'juno',
  name: 'Juno',
  revision: 4,
  tagline: 'dry, teasing',
  system: 'You are Juno.',
  sliders: { warmth: 37 },
  boundaries: [
    { language: 'en', text: 'Never bodies.' },
    { language: 'de', text: 'Nie Körper.' },
  ],
  greetings: [
    { kind: 'first', language: 'en', text: 'Oh good.' },
    { kind: 'first', language: 'de', text: 'Ah, gut.' },
  ],
  lore: [{ id: 'fryer', keys: ['fryer'], text: 'She owns one.' }],
});

export const ada: Caller = {
  participant: 'terminal:ada',
  person: 'ada',
  name: 'Ada',
  language: 'en',
  room: 'terminal:dm-ada',
  roomKind: 'dm',
  isOperator: false,
  isRoomAdmin: true,
  hasThreads: false,
  hasForms: true,
  isLocal: false,
};
export const bob: Caller = { ...ada, participant: 'terminal:bob', person: 'bob', name: 'Bob', room: 'terminal:dm-bob' };

export function textIn(answer: Answer): string {
  return answer.kind === 'text' ? answer.body : `not a text: ${answer.kind}`;
}

export function formIn(answer: Answer): Form {
  if (answer.kind !== 'form') throw new Error(textIn(answer));
  return answer.form;
}

export function fieldIn(form: Form, id: string): Field | undefined {
  return form.sections.flatMap(({ fields }) => fields).find((field) => field.id === id);
}

export interface StudioStage {
  readonly clock: FakeClock;
  readonly store: Store;
  readonly library: Library;
  readonly studio: Studio;
  /** A typed line without the slash, a call with arguments, or a form that comes back; what the last answer is. */
  say(
    line: string,
    from?: Partial<Pick<Arrival, 'caller' | 'form' | 'turn'>> & { readonly args?: Readonly<Record<string, Json>> },
  ): Promise<Answer>;
  /** What is said instead of an answer, in the caller's language. */
  refusal(
    line: string,
    from?: Parameters<StudioStage['say']>[1],
  ): Promise<{ readonly code: string; readonly text: string; readonly field: string | undefined }>;
  complete(line: string, completing: Partial<Completing>): Promise<readonly string[]>;
}

/** The commands of the studio with everything real but the disk. */
export function createStudioStage(
  shipped: readonly Personality[],
  { host = {}, portraits = new Map() }: { readonly host?: Partial<HostFacts>; readonly portraits?: ReadonlyMap<string, Picture> } = {},
): StudioStage {
  const clock = createFakeClock();
  const store = createMemoryStore();
  const library = createLibrary({ shipped, portraits, store });
  const studio = createStudio({ store, clock, library });
  const commands = createCommandBook([{ ...personalityPart, name: 'personality' }]);
  const speak = createSay();
  const needsFor = ({ language }: Caller): CommandNeeds => {
    const needs = {
      clock,
      store,
      library,
      studio,
      settings: createSettingsReader({ store, environment: {} }),
      commands,
      // No model thinks here.
      talk: { sample: async () => undefined },
      host: { defaultPersonality: shipped[0]?.id ?? 'mia', ...host },
      tell: (text: Parameters<typeof speak>[1], args: Parameters<typeof speak>[2]) => speak(language, text, args),
    };
    // The rest of the engine is nothing to the studio; touching it fails the test.
    return needs as unknown as CommandNeeds;
  };

  const stage: StudioStage = {
    clock,
    store,
    library,
    studio,
    async say(line, { caller = ada, form, args = {}, turn = clock.id() } = {}) {
      const arrival = { call: { command: line, args }, caller, turn, ...(form === undefined ? {} : { form }) };
      let last: Answer | undefined;
      for await (const answer of routeCommand(arrival, needsFor(caller))) last = answer;
      if (last === undefined) throw new Error('no answer');
      return last;
    },
    async refusal(line, from) {
      try {
        await stage.say(line, from);
      } catch (thrown) {
        if (!(thrown instanceof BotError)) throw thrown;
        const text = thrown.advice === undefined ? '' : speak(from?.caller?.language ?? 'en', thrown.advice, {});
        return { code: thrown.code, text, field: thrown.field };
      }
      throw new Error('it was not refused');
    },
    async complete(line, completing) {
      const found = commands.lookup(line);
      const command = found.found === 'command' ? found.named.command : undefined;
      const whole = { option: 'name', typed: '', args: {}, caller: ada, ...completing };
      return ((await command?.complete?.(whole, needsFor(whole.caller))) ?? []).map(({ value }) => value);
    },
  };
  return stage;
}
