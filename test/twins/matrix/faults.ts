import { createGate, type Gate } from '../ollama/gate.ts';

/**
 * What goes wrong: an answer that is an error (before or after the effect), that never comes, that comes late; a sync that
 * repeats what it said, or leaves a gap; something that happens in the middle.
 */
export type Fault = FaultOn &
  (
    | { readonly kind: '502' | '502-after-effect' | 'reset' | 'reset-after-effect' | 'hang-after-effect' }
    /** How late, before its effect. */
    | { readonly kind: 'slow'; readonly ms: number }
    | { readonly kind: '429'; readonly retryAfterMs?: number; readonly isHeaderOnly?: boolean }
    /** Any refusal, unasked: it is not held against the client. */
    | { readonly kind: 'refuse'; readonly status: number; readonly errcode: string; readonly says?: string }
    /** A sync tells what the one before it told again. */
    | { readonly kind: 'replay' }
    /** A sync tells the last `limit` events per room only, and that there were more. */
    | { readonly kind: 'gap'; readonly limit: number }
    /** Something happens after the effect and before the answer. */
    | { readonly kind: 'meanwhile'; readonly act: () => unknown }
  );

interface FaultOn {
  /** A route (`PUT /rooms/:room/send/:type/:txn`), or what its path looks like (`/^PUT .*\/typing\//`). */
  readonly on: string | RegExp;
  /** How often; once when absent. */
  readonly times?: number;
  /** How many such requests go well first; none when absent. */
  readonly after?: number;
}

export interface Faults {
  add(fault: Fault): void;
  /** The next fault for that request, used up by asking. */
  take(names: readonly string[]): Fault | undefined;
  /** Requests of that kind wait before their effect until the gate is opened. */
  hold(on: string | RegExp): Gate;
  gateFor(names: readonly string[]): Gate | undefined;
  heal(): void;
}

export function createFaults(): Faults {
  let planned: { readonly fault: Fault; left: number; after: number }[] = [];
  let gates: { readonly on: string | RegExp; readonly gate: Gate }[] = [];
  const fits = (on: string | RegExp, names: readonly string[]): boolean =>
    names.some((name) => (typeof on === 'string' ? on === name : on.test(name)));
  return {
    add: (fault) => planned.push({ fault, left: fault.times ?? 1, after: fault.after ?? 0 }),
    take(names) {
      for (const plan of planned.filter(({ fault }) => fits(fault.on, names))) {
        if (plan.after > 0) {
          plan.after -= 1;
          continue;
        }
        plan.left -= 1;
        if (plan.left <= 0) planned = planned.filter((one) => one !== plan);
        return plan.fault;
      }
      return undefined;
    },
    hold(on) {
      const gate = createGate();
      gates.push({ on, gate });
      return gate;
    },
    gateFor: (names) => gates.find(({ on }) => fits(on, names))?.gate,
    heal() {
      const held = gates;
      planned = [];
      gates = [];
      for (const { gate } of held) gate.open();
    },
  };
}
