/** A command that is already filled in: what a button, a reaction, a menu entry, a form's submit and a typed line all become. */
export interface CommandCall {
  readonly command: string;
  readonly args: Readonly<Record<string, Json>>;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What a command may answer. Each answer replaces the one before; the last stays. */
export type Answer = { readonly kind: 'text'; readonly body: string };
