import type { Json } from '../../../core/answers/json.ts';
import type { BotError } from '../../../core/errors.ts';
import type { ChatRequest, ModelInfo } from '../../../core/ports/provider.ts';
import type { Localized } from '../../../core/texts/localized.ts';

/** Where one dialect of the wire differs from the others. */
export interface ChatDialect {
  /** What the most tokens of an answer are called. */
  readonly maxTokens: 'max_tokens' | 'max_completion_tokens';
  /** It is told to keep nothing, and where the part of the prompt ends that stays. Others refuse fields they do not know. */
  readonly isOpenAI: boolean;
  /** Fields that go into the body besides. */
  extra?(request: ChatRequest): Readonly<Record<string, Json>>;
}

/** A server as it is spoken of. */
export interface SpokenHost {
  /** At the beginning of a sentence: `OpenAI`, `The model server at 127.0.0.1:1234`. */
  readonly label: Localized;
  /** `127.0.0.1:1234` */
  readonly address: string;
  /** As typed: `/connect NAME`. */
  readonly command: string;
}

/** A server that speaks Chat Completions. */
export interface ChatHost {
  /** How it is spoken of. */
  readonly spoken: SpokenHost;
  /** `/chat/completions` stands below it; without a slash at its end. */
  readonly baseUrl: string;
  /** The operator's. */
  readonly key?: string | undefined;
  /** Nothing is asked of it without one. */
  readonly needsKey: boolean;
  /** Headers that go with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly dialect: ChatDialect;
  /** What is known of a model: whether it sees, thinks, refuses. */
  know(model: string): ModelInfo | undefined;
  /** A refusal whose meaning only this server has. `said` is read, never repeated. */
  explain?(status: number | undefined, said: string): BotError | undefined;
  /** What an answer cost, by its headers, millionths of a US dollar. */
  costOf?(headers: Headers): number | undefined;
}
