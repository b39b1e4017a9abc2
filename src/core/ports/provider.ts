import type { Json } from '../answers/json.ts';
import type { Localized } from '../texts/localized.ts';
import type { Connector } from './connector.ts';
import type { Logger } from './logger.ts';
import type { Fetch, Network } from './network.ts';

/** How far text travels to reach a model; a request may only go to a provider at or below its ceiling. */
export const exposures = ['process', 'loopback', 'lan', 'cloud'] as const;
export type Exposure = (typeof exposures)[number];

/** One line of the prompt as a provider sees it. User text is data: adapters encode it, never interpret it. */
export interface PromptMessage {
  readonly role: 'system' | 'user' | 'assistant';
  /** As the model is to read it; in a room a person's line begins with their name. */
  readonly text: string;
  /** The bare words, where `text` frames them. */
  readonly said?: string;
  /** Who said it: `id` is opaque and stable, `name` is for the model's eyes. Absent on system lines. */
  readonly speaker?: { readonly id: string; readonly name: string };
  /** When it was said, milliseconds since the epoch. */
  readonly at?: number;
  /** Pictures that came with it, for a model that sees. */
  readonly images?: readonly PromptImage[];
}

/** A picture on its way to a model; never stored. */
export interface PromptImage {
  readonly mime: string;
  readonly bytes: Uint8Array;
}

/** What a personality says when no model is there: authored lines by occasion (see personalities/*.xml, `<script>`). */
export interface Script {
  readonly language: string;
  /** Occasion → lines; `{value}`-like places are filled by the provider. */
  readonly lines: Readonly<Record<string, readonly string[]>>;
}

/** What a request may wish for and a model may refuse. */
export const wishes = ['temperature', 'seed', 'maxTokens', 'schema', 'images'] as const;
export type Wish = (typeof wishes)[number];

/** The answer is to be one JSON object of this shape. Flat, every property required, nothing additional: what all dialects can express. */
export interface AnswerSchema {
  /** Letters, digits and `_`. */
  readonly name: string;
  /** JSON Schema. */
  readonly schema: Readonly<Record<string, Json>>;
}

export interface ChatRequest {
  readonly model: string;
  /** Tokens the model may read for this request; the prompt was made to fit. Absent where nobody knows. */
  readonly window?: number;
  readonly messages: readonly PromptMessage[];
  /** Wishes a model may refuse. `seed` makes a willing provider repeat itself byte for byte. */
  readonly hints: { readonly maxTokens?: number; readonly temperature?: number; readonly seed?: number };
  /** A promise is made by whoever reads the answer: a provider that cannot keep to it sends what it has. */
  readonly schema?: AnswerSchema;
  /** How far these words may travel. A provider that may have moved since it was chosen refuses what would go further (`no-model`). */
  readonly ceiling?: Exposure;
  /** Only a rehearsing provider reads this, and the next. */
  readonly scripts?: readonly Script[];
  /** Lines said earlier that the talk itself does not hold any more; their text stands quoted in a system message too. Oldest first. */
  readonly recalled?: readonly PromptMessage[];
  /** The language to fall back to when the last line does not show its own (`en`, `de`). */
  readonly language: string;
  /** Moment of asking, milliseconds since the epoch: a provider has no clock of its own. */
  readonly at: number;
}

export interface Usage {
  /** All that was read, what came from a cache included. */
  readonly in: number;
  readonly cached: number;
  readonly out: number;
  /** Millionths of a US dollar, where the provider says what it took. */
  readonly costMicro?: number;
}

export type FinishReason = 'stop' | 'length' | 'refusal';

/** A stream is deltas ended by exactly one `finish`; one without it was cut off and counts as an error. */
export type Delta =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'reasoning'; readonly text: string }
  | { readonly type: 'finish'; readonly reason: FinishReason; readonly raw: string; readonly usage?: Usage };

export interface ProviderContext {
  readonly signal: AbortSignal;
  /** The only way out for this request: it reaches nothing that the words may not travel to. Absent: there is none. */
  readonly fetch?: Fetch;
  /** The asker's own key, which goes before the operator's. It stands in no error and no log. */
  readonly key?: string;
}

/** Millionths of a US dollar for a million tokens. */
export interface Prices {
  readonly in: number;
  /** Read from a cache; where it is left out, as `in`. */
  readonly cached?: number;
  readonly out: number;
}

export interface ModelInfo {
  readonly id: string;
  /** Tokens the model reads at once: what requests are made with, not what it was trained for. */
  readonly window?: number;
  /** It can be shown pictures. */
  readonly sees?: boolean;
  /** It lies in memory already. */
  readonly loaded?: boolean;
  /** How far text travels to this one, where it differs from its provider's. */
  readonly exposure?: Exposure;
  /** What the provider says it takes. */
  readonly prices?: Prices;
  /** It costs nothing and pays in another way (what is said may be trained on): never chosen unless somebody named it. */
  readonly isFree?: boolean;
  /** Wishes it is known to refuse: they are not sent. */
  readonly refuses?: readonly Wish[];
}

/** How a provider is, found out without a paid call. */
export type Health =
  | {
      readonly state: 'up';
      /** Where it answered, for people: `127.0.0.1:11434`. */
      readonly address: string;
      /** Chat models only. */
      readonly models: readonly ModelInfo[];
      /** The model it would use and why; absent when there is none to use. */
      readonly chosen?: { readonly model: ModelInfo; readonly why: Localized };
      /** The first line for people: what was found, what is used. */
      readonly summary: Localized;
      /** The same in a few words, for when it came up while people talk: `Ollama is up with llama3.2:3b`. */
      readonly news?: Localized;
      /** A remark below it, e.g. why this model. */
      readonly detail?: Localized;
    }
  | {
      readonly state: 'down';
      /** What is wrong and what to do, for people. */
      readonly problem: Localized;
    };

/** A way to reach a model. Adapters are pure: no retry, no log of content, no environment, no clock. */
export interface ChatProvider {
  readonly name: string;
  readonly exposure: Exposure;
  /** The operator said how far it is (`…_LOCALITY`), whatever its name leads to. */
  readonly isDeclared?: boolean;
  /** Who reads the words, for the question whether they may: `OpenAI`, or a host name. Only where they may go into the cloud. */
  readonly company?: string;
  /** It is reached with a key. `hasOperators`: the operator gave one; without it only people with a key of their own can use it. */
  readonly keys?: { readonly hasOperators: boolean };
  /** How many answers it can write at the same moment; absent: as many as is usual (8). */
  readonly atOnce?: number;
  /** Set when nobody thinks behind it: replies are labelled with this word and shown only where a rehearsal may be. */
  readonly rehearsal?: string;
  /** Failures are thrown as `BotError`, at any point of the stream; `advice` of one is a sentence for people. */
  stream(request: ChatRequest, context: ProviderContext): AsyncIterable<Delta>;
  /** Chat models; for somebody with a key of their own, theirs. Never a paid call. Throws `provider-auth` where the key is refused. */
  listModels?(signal: AbortSignal, key?: string): Promise<readonly ModelInfo[]>;
  /** The model for somebody who brought a key and named none; undefined until a list told which there are. */
  readonly standardModel?: string | undefined;
  /** What is known of a model without asking; undefined: nothing. */
  modelInfo?(id: string): ModelInfo | undefined;
  /** Its presence means that it may come and go. Never throws but for the signal. */
  health?(signal: AbortSignal): Promise<Health>;
  /** False: the model has to be loaded first, which takes long. Undefined: it cannot tell. */
  isAwake?(model: string, signal: AbortSignal): Promise<boolean | undefined>;
}

/** What a provider folder's `create()` gets: its validated settings and nothing else of the process. */
export interface ProviderSetup<Settings = unknown> {
  readonly settings: Settings;
  readonly logger: Logger;
  /** For everything that is not a request with somebody's words: model lists, health. */
  readonly network: Network;
  /** The model asked for by name (`MIACHAT_MODEL`), when this provider is the chosen one. */
  readonly model?: string;
}

/** What `connector()` of a provider or platform folder gives. */
export type ConnectorMaker<Settings = unknown> = (settings: Settings, network: Network) => Promise<Connector>;
