import type { Logger } from './logger.ts';

/** How far text travels to reach a model; a request may only go to a provider at or below its ceiling. */
export const exposures = ['process', 'loopback', 'lan', 'cloud'] as const;
export type Exposure = (typeof exposures)[number];

/** One line of the prompt as a provider sees it. User text is data: adapters encode it, never interpret it. */
export interface PromptMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly text: string;
  /** Who said it: `id` is opaque and stable, `name` is for the model's eyes. Absent on system lines. */
  readonly speaker?: { readonly id: string; readonly name: string };
  /** When it was said, milliseconds since the epoch. */
  readonly at?: number;
}

/** What a personality says when no model is there: authored lines by occasion (see personalities/*.xml, `<script>`). */
export interface Script {
  readonly language: string;
  /** Occasion → lines; `{value}`-like places are filled by the provider. */
  readonly lines: Readonly<Record<string, readonly string[]>>;
}

export interface ChatRequest {
  readonly model: string;
  readonly messages: readonly PromptMessage[];
  /** Wishes a model may refuse. `seed` makes a willing provider repeat itself byte for byte. */
  readonly hints: { readonly maxTokens?: number; readonly temperature?: number; readonly seed?: number };
  /** Only a rehearsing provider reads this. */
  readonly scripts?: readonly Script[];
  /** The language to fall back to when the last line does not show its own (`en`, `de`). */
  readonly language: string;
  /** Moment of asking, milliseconds since the epoch: a provider has no clock of its own. */
  readonly at: number;
}

export interface Usage {
  readonly in: number;
  readonly cached: number;
  readonly out: number;
}

export type FinishReason = 'stop' | 'length' | 'refusal';

/** A stream is deltas ended by exactly one `finish`; one without it was cut off and counts as an error. */
export type Delta =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'reasoning'; readonly text: string }
  | { readonly type: 'finish'; readonly reason: FinishReason; readonly raw: string; readonly usage?: Usage };

export interface ProviderContext {
  readonly signal: AbortSignal;
}

export interface ModelInfo {
  readonly id: string;
  /** Tokens the model can read at once. */
  readonly window?: number;
}

/** A way to reach a model. Adapters are pure: no retry, no log of content, no environment, no clock. */
export interface ChatProvider {
  readonly name: string;
  readonly exposure: Exposure;
  /** Set when nobody thinks behind it: replies are labelled with this word and shown only where a rehearsal may be. */
  readonly rehearsal?: string;
  /** Failures are thrown as `BotError`, at any point of the stream. */
  stream(request: ChatRequest, context: ProviderContext): AsyncIterable<Delta>;
  listModels?(signal: AbortSignal): Promise<readonly ModelInfo[]>;
}

/** What a provider folder's `create()` gets: its validated settings and nothing else of the process. */
export interface ProviderSetup<Settings = unknown> {
  readonly settings: Settings;
  readonly logger: Logger;
}
