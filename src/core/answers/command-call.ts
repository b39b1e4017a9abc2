import type { Json } from './json.ts';

/** A command that is already filled in: what a button, a reaction, a menu entry, a form's submit and a typed line all become. */
export interface CommandCall {
  /** Its words, e.g. `personality use`; further words are read like a typed line: `personality use juno`. */
  readonly command: string;
  readonly args: Readonly<Record<string, Json>>;
}
