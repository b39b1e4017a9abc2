import { handleControl } from './events/handle-control.ts';
import type { Inbox } from './events/inbound-event.ts';
import { createInbox } from './events/inbox.ts';
import { createLanes, type Lanes } from './events/lanes.ts';
import { createDeliverer } from './replies/deliverer.ts';
import type { EngineParts } from './turns/engine-parts.ts';
import { recover } from './turns/recovery.ts';
import { runTurn } from './turns/run-turn.ts';
import { createTurnTools } from './turns/turn-tools.ts';

export interface Engine {
  readonly inbox: Inbox;
  /** Takes up what the last run left, then opens the lanes. The platforms are connected by then. */
  open(): Promise<void>;
  /** Resolves when nothing runs and nothing waits. */
  idle(): Promise<void>;
  /** Ends within about `graceMs`: what runs finishes or saves itself. */
  close(graceMs: number): Promise<void>;
}

/** The engine: events in, answers out, nothing lost. */
export function createEngine(parts: EngineParts): Engine {
  const deliverer = createDeliverer(parts);
  const tools = createTurnTools(parts, deliverer);
  const lanes: Lanes = createLanes(parts, {
    talk: (turn, signal) => runTurn(tools, turn, signal),
    control: (turn) => handleControl(tools, lanes, turn),
  });
  return {
    inbox: createInbox(parts, () => lanes.wake()),
    async open() {
      await recover(tools);
      lanes.open();
    },
    idle: () => lanes.idle(),
    async close(graceMs) {
      await lanes.close(graceMs);
      await deliverer.close();
    },
  };
}
