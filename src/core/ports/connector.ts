import type { Field } from '../answers/form.ts';
import type { Localized } from '../texts/localized.ts';

/** What trying to connect found out. */
export type Connection =
  | {
      readonly ok: true;
      /** What is there, for people: `✓` and one line each. */
      readonly notes: readonly Localized[];
      /** Variable → value, to be kept; the environment still wins over it. */
      readonly store: Readonly<Record<string, string>>;
    }
  | { readonly ok: false; readonly field: string; readonly reason: Localized };

/** The guided way to connect one platform or provider: what is asked, and what trying it says. The same in `/connect` and on the command line. */
export interface Connector {
  /** As typed: `connect NAME`. */
  readonly name: string;
  readonly summary: Localized;
  /** Field ids are the names of the variables they fill. The first is what may follow on the same line. */
  fields(language: 'en' | 'de'): readonly Field[];
  /** What it can print instead of connecting, by word: `connect NAME --print-WORD`. */
  readonly prints?: Readonly<Record<string, string>>;
  /** Values by field; an empty one is left to the connector. Never throws for what the person can mend. */
  check(values: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Connection>;
  /** What it then waits for, where somebody sits and can watch: each piece is said when it is there. Ends by itself, or with the signal. */
  after?(values: Readonly<Record<string, string>>, signal: AbortSignal): AsyncIterable<Localized>;
}
