import { toBotError } from '../errors.ts';
import type { RoomId } from '../ids.ts';
import type { Turn } from '../ports/store.ts';
import type { EngineParts } from '../turns/engine-parts.ts';
import { type StopCause, TurnStopped } from '../turns/turn-stopped.ts';

/** How long what runs may take to save itself once it was told to end. */
const saveMs = 1_500;

/** What the lanes need of the engine. */
export type LaneParts = Pick<EngineParts, 'clock' | 'store' | 'logger' | 'platforms'>;

/** What the lanes run; both settle their turn themselves and do not throw. */
export interface LaneWork {
  talk(turn: Turn, signal: AbortSignal): Promise<void>;
  control(turn: Turn): Promise<void>;
}

export interface Lanes {
  /** Something was claimed: look. */
  wake(): void;
  /** Begins to pull work; before that `wake` does nothing. */
  open(): void;
  /** Ends the running turn of this room; false when none runs. */
  stopRoom(room: RoomId, by: StopCause): boolean;
  /** Ends this turn if it runs. */
  stopTurn(id: string, by: StopCause): boolean;
  /** Resolves when nothing runs and nothing waits. */
  idle(): Promise<void>;
  /** Pulls nothing more; what runs gets `graceMs` to finish and is then told to save itself. */
  close(graceMs: number): Promise<void>;
}

/** The two lanes: control runs at once, talk one turn per room, first in, first out. Work is pulled from the store, never pushed. */
export function createLanes(parts: LaneParts, work: LaneWork): Lanes {
  const { clock, store, logger, platforms } = parts;
  // What came over an account that is not connected in this run waits for one where it is.
  const accounts = (): readonly string[] => platforms.map(({ account }) => account);
  const talking = new Map<string, { readonly room: RoomId; readonly controller: AbortController; readonly done: Promise<void> }>();
  const controls = new Set<Promise<void>>();
  const waiting: (() => void)[] = [];
  let isOpen = false;
  let isPulling = false;
  let pulled: Promise<void> = Promise.resolve();
  let again = false;
  let alarm: { readonly at: number; readonly cancel: AbortController } | undefined;

  function wake(): void {
    if (!isOpen) return;
    again = true;
    if (!isPulling) pulled = pull();
  }

  /** `isPulling` falls in the same step as the last look at `again`: a wake in between would be heard by nobody. */
  async function pull(): Promise<void> {
    isPulling = true;
    try {
      while (again && isOpen) {
        again = false;
        for (
          let turn = await store.inbox.claimNext('control', clock.now(), accounts());
          turn !== undefined;
          turn = await store.inbox.claimNext('control', clock.now(), accounts())
        )
          runControl(turn);
        for (
          let turn = await store.inbox.claimNext('talk', clock.now(), accounts());
          turn !== undefined;
          turn = await store.inbox.claimNext('talk', clock.now(), accounts())
        )
          runTalk(turn);
        await setAlarm();
      }
    } catch (thrown) {
      logger.error('lanes-pull-failed', { code: toBotError(thrown).code });
      ring(clock.now() + 1000);
    } finally {
      isPulling = false;
    }
  }

  function runControl(turn: Turn): void {
    const done: Promise<void> = work.control(turn).finally(() => {
      controls.delete(done);
      wake();
    });
    controls.add(done);
  }

  function runTalk(turn: Turn): void {
    const controller = new AbortController();
    const done = work.talk(turn, controller.signal).finally(() => {
      talking.delete(turn.id);
      wake();
    });
    talking.set(turn.id, { room: turn.event.room, controller, done });
  }

  async function setAlarm(): Promise<void> {
    const at = await store.inbox.nextAt(clock.now(), accounts());
    if (at !== undefined) ring(at);
    else if (talking.size === 0 && controls.size === 0 && !again) for (const resolve of waiting.splice(0)) resolve();
  }

  function ring(at: number): void {
    if (alarm !== undefined && alarm.at <= at) return;
    alarm?.cancel.abort();
    const cancel = new AbortController();
    alarm = { at, cancel };
    clock.sleep(Math.max(0, at - clock.now()), cancel.signal).then(
      () => {
        alarm = undefined;
        wake();
      },
      () => undefined,
    );
  }

  function stop(id: string | undefined, by: StopCause): boolean {
    const running = id === undefined ? undefined : talking.get(id);
    running?.controller.abort(new TurnStopped(by));
    return running !== undefined;
  }

  return {
    wake,
    open() {
      isOpen = true;
      wake();
    },
    stopRoom: (room, by) => stop([...talking].find(([, running]) => running.room === room)?.[0], by),
    stopTurn: stop,
    idle() {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push(resolve);
      wake();
      return promise;
    },
    async close(graceMs) {
      isOpen = false;
      alarm?.cancel.abort();
      await pulled;
      const patience = new AbortController();
      const finished = Promise.all([...[...talking.values()].map(({ done }) => done), ...controls]);
      await Promise.race([finished, clock.sleep(graceMs, patience.signal).catch(() => undefined)]);
      patience.abort();
      for (const { controller } of talking.values()) controller.abort(new TurnStopped('shutdown'));
      // A platform that never answers must not keep the process; what is not done is taken up by the next start.
      await Promise.race([finished, clock.sleep(saveMs).catch(() => undefined)]);
    },
  };
}
