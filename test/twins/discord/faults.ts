import { createGate, type Gate } from '../ollama/gate.ts';

/**
 * What goes wrong: an answer that is an error (before or after the effect), that never comes, that comes late or as
 * "too many", or is refused for a reason that is not modelled; a gateway that breaks off, loses or repeats.
 */
export type FaultKind =
  | '502'
  | '502-after-effect'
  | 'reset'
  | 'reset-after-effect'
  | 'hang-after-effect'
  | 'slow'
  | '429'
  | 'refusal'
  | 'drop-gateway'
  | 'lose-event'
  | 'repeat-event';

export interface Fault {
  /** A route (`POST /channels/:channel/messages`), an event (`MESSAGE_CREATE`), or what its path looks like. */
  readonly on: string | RegExp;
  readonly kind: FaultKind;
  /** How often; once when absent. */
  readonly times?: number;
  /** How late, for `slow`. */
  readonly ms?: number;
  /** Discord's code, for `refusal`. */
  readonly code?: number;
  /** Seconds, for `429`. */
  readonly retryAfter?: number;
  /** A `429` for the whole bot. */
  readonly isGlobal?: boolean;
}

export interface Faults {
  add(fault: Fault): void;
  /** The next fault for that request or event, used up by asking. */
  take(names: readonly string[]): Fault | undefined;
  /** Requests of that kind wait before their effect until the gate is opened. */
  hold(on: string | RegExp): Gate;
  gateFor(names: readonly string[]): Gate | undefined;
  heal(): void;
}

export function createFaults(): Faults {
  let planned: { readonly fault: Fault; left: number }[] = [];
  const gates: { readonly on: string | RegExp; readonly gate: Gate }[] = [];
  const fits = (on: string | RegExp, names: readonly string[]): boolean =>
    names.some((name) => (typeof on === 'string' ? on === name : on.test(name)));
  return {
    add: (fault) => planned.push({ fault, left: fault.times ?? 1 }),
    take(names) {
      const found = planned.find(({ fault }) => fits(fault.on, names));
      if (found === undefined) return undefined;
      found.left -= 1;
      if (found.left <= 0) planned = planned.filter((one) => one !== found);
      return found.fault;
    },
    hold(on) {
      const gate = createGate();
      gates.push({ on, gate });
      return gate;
    },
    gateFor: (names) => gates.find(({ on }) => fits(on, names))?.gate,
    heal() {
      planned = [];
      for (const { gate } of gates.splice(0)) gate.open();
    },
  };
}
