import { createCompletion } from './commands/complete-line.ts';
import { toBotError } from './errors.ts';
import { handleControl } from './events/handle-control.ts';
import type { Inbox } from './events/inbound-event.ts';
import { createInbox } from './events/inbox.ts';
import { createLanes, type Lanes } from './events/lanes.ts';
import { createWithheldSecrets } from './events/withheld-secrets.ts';
import { createMemory } from './memory/create-memory.ts';
import { createForgetting } from './memory/forgetting.ts';
import { createLibrary } from './personalities/create-library.ts';
import { createStudio } from './personalities/create-studio.ts';
import type { Complete } from './ports/platform.ts';
import type { Health } from './ports/provider.ts';
import { createDeliverer } from './replies/deliverer.ts';
import { createSettingsReader } from './settings/create-settings-reader.ts';
import type { EngineGiven, EngineParts } from './turns/engine-parts.ts';
import { modelCame } from './turns/model-came.ts';
import { createQueueNotes } from './turns/queue-notes.ts';
import { recover } from './turns/recovery.ts';
import { runTurn } from './turns/run-turn.ts';
import { createTurnTools } from './turns/turn-tools.ts';

export interface Engine {
  readonly inbox: Inbox;
  readonly complete: Complete;
  /** What the engine made of what it was given: for the command line's own jobs. */
  readonly parts: EngineParts;
  /** Takes up what the last run left, then opens the lanes. The platforms are connected by then. */
  open(): Promise<void>;
  /** A model is there now: whoever asked while there was none is answered. */
  modelCame(health: Health & { readonly state: 'up' }): Promise<void>;
  /** Resolves when nothing runs and nothing waits. */
  idle(): Promise<void>;
  /** Ends within about `graceMs`: what runs finishes or saves itself. */
  close(graceMs: number): Promise<void>;
}

/** The engine: events in, answers out, nothing lost. */
export function createEngine(given: EngineGiven): Engine {
  const { clock, logger, store, shipped, portraits = new Map(), settings, host } = given;
  const library = createLibrary({ shipped, portraits, store });
  const parts: EngineParts = {
    ...given,
    library,
    studio: createStudio({ store, clock, library }),
    withheld: createWithheldSecrets(),
    memory: createMemory({ store, clock, graceMs: host.forgetGraceMs, cloud: settings.cloud }),
    reader: createSettingsReader({
      store,
      environment: settings.environment,
      describe: async (room) => given.platforms.find(({ name }) => room.startsWith(`${name}:`))?.describe(room),
    }),
  };
  const deliverer = createDeliverer(parts);
  const tools = createTurnTools(parts, deliverer, (event) => inbox(event));
  const forgetting = createForgetting(parts);
  const queue = createQueueNotes(tools);
  const lanes: Lanes = createLanes(parts, {
    async talk(turn, signal) {
      await queue.begun(turn);
      await runTurn(tools, turn, signal);
    },
    async control(turn) {
      await handleControl(tools, lanes, turn);
      forgetting.wake();
    },
  });
  const inbox: Inbox = createInbox(parts, ({ turn, isBehind }) => {
    lanes.wake();
    if (isBehind) queue.expect(turn);
  });
  return {
    inbox,
    parts,
    complete: createCompletion(tools, lanes),
    async open() {
      await recover(tools);
      // What cannot be tidied up today can be tomorrow.
      await store
        .commit([{ write: 'expireActions', now: clock.now() }])
        .catch((thrown: unknown) => logger.warn('actions-not-expired', { code: toBotError(thrown).code }));
      lanes.open();
      forgetting.wake();
    },
    modelCame: (health) => modelCame(tools, health),
    idle: () => lanes.idle(),
    async close(graceMs) {
      queue.close();
      forgetting.close();
      await lanes.close(graceMs);
      await deliverer.close();
    },
  };
}
