import type { Json } from '../../../core/answers/json.ts';
import type { ChatRequest, PromptMessage } from '../../../core/ports/provider.ts';
import { type OllamaModel, windowOf } from './ollama-model.ts';

interface ChatLine {
  readonly role: PromptMessage['role'];
  readonly content: string;
  readonly images?: readonly string[];
}

/** What `/api/chat` is asked with. */
export interface ChatBody {
  readonly model: string;
  readonly messages: readonly ChatLine[];
  readonly stream: true;
  readonly keep_alive: string;
  readonly think?: false;
  /** JSON Schema that the answer follows. */
  readonly format?: Readonly<Record<string, Json>>;
  readonly options: {
    readonly num_ctx: number;
    readonly temperature?: number;
    readonly num_predict?: number;
    readonly seed?: number;
  };
}

/** Pictures shown to a model at once. */
const mostImages = 4;

/** How long the model stays in memory after an answer; loading it again is what people wait for. */
const keepAlive = '30m';

/** The request as Ollama reads it. `num_ctx` stands in every one: without it Ollama cuts long talks silently. */
export function toChatBody({ model: name, window, messages, hints, schema }: ChatRequest, model: OllamaModel): ChatBody {
  const { temperature, maxTokens, seed } = hints;
  return {
    model: name,
    messages: model.sees ? withImages(messages) : messages.map(toLine),
    stream: true,
    keep_alive: keepAlive,
    // Hidden anyway; unasked for, the answer begins sooner.
    ...(model.thinks ? { think: false } : {}),
    ...(schema === undefined ? {} : { format: schema.schema }),
    options: {
      num_ctx: window ?? windowOf(model),
      ...(temperature === undefined ? {} : { temperature }),
      ...(maxTokens === undefined ? {} : { num_predict: maxTokens }),
      ...(seed === undefined ? {} : { seed }),
    },
  };
}

function toLine({ role, text }: PromptMessage): ChatLine {
  return { role, content: text };
}

/** The newest pictures; of one message's, the first ones. */
function withImages(messages: readonly PromptMessage[]): readonly ChatLine[] {
  let left = mostImages;
  const lines: ChatLine[] = [];
  for (const message of messages.toReversed()) {
    const shown = (message.images ?? []).slice(0, left);
    left -= shown.length;
    const images = shown.map(({ bytes }) => Buffer.from(bytes).toString('base64'));
    lines.push(images.length === 0 ? toLine(message) : { ...toLine(message), images });
  }
  return lines.toReversed();
}
