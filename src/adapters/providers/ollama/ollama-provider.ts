import { BotError } from '../../../core/errors.ts';
import type { Network } from '../../../core/ports/network.ts';
import { type ChatProvider, type Delta, type Exposure, exposures, type Health, type ProviderSetup } from '../../../core/ports/provider.ts';
import type { Localized } from '../../../core/texts/localized.ts';
import { askChat } from './ask-chat.ts';
import { chooseModel, isUsable, type ModelChoice, type NamedModel } from './choose-model.ts';
import { likelyHere } from './find-ollama.ts';
import { isSameModel } from './ollama-model.ts';
import { createOllamaServer, type Down, type Up } from './ollama-server.ts';
import { sayHealth, toModelInfo, unreachableText } from './say-health.ts';
import { texts } from './texts.ts';
import { toChatBody } from './to-chat-body.ts';
import { createTransport } from './transport.ts';

/** The settings of the Ollama part. */
export interface OllamaSettings {
  readonly OLLAMA_BASE_URL?: string | undefined;
  readonly OLLAMA_MODEL?: string | undefined;
  readonly OLLAMA_LOCALITY?: Exposure | undefined;
}

/** What the provider reaches the outside with, and how long it waits. */
export interface OllamaTools {
  /** Carries everything short; answers go the way that comes with the question. */
  readonly network: Network;
  /** Where it looks when no address is named; a test has places of its own. */
  readonly likely?: typeof likelyHere;
  readonly patience?: Partial<Patience>;
}

interface Patience {
  /** The first look holds up the start, later ones nobody. */
  readonly firstLookMs: number;
  readonly lookMs: number;
  readonly totalMs: number;
}

const usual: Patience = { firstLookMs: 900, lookMs: 3_000, totalMs: 600_000 };

/** More answers at once than it works on by itself wait there, where nobody sees them. */
const atOnce = 4;

/** Models on an Ollama: found, chosen and asked by a client of our own. */
export function createOllamaProvider(
  { settings, model }: Pick<ProviderSetup<OllamaSettings>, 'settings' | 'model'>,
  tools: OllamaTools,
): ChatProvider {
  const patience = { ...usual, ...tools.patience };
  const server = createOllamaServer({
    baseUrl: settings.OLLAMA_BASE_URL,
    locality: settings.OLLAMA_LOCALITY,
    network: tools.network,
    likely: tools.likely ?? likelyHere,
  });
  const named = nameOf(model, settings.OLLAMA_MODEL);
  let lookMs = patience.firstLookMs;
  let before: { readonly name: string; readonly why: Localized } | undefined;

  async function survey(signal: AbortSignal): Promise<Up | Down> {
    const ms = lookMs;
    lookMs = patience.lookMs;
    return server.survey(signal, ms);
  }

  /** A choice once made stays while the model is there: nobody's talk changes its voice because another program loaded something. */
  function choose(up: Up): ModelChoice {
    const last = before;
    const kept = last === undefined ? undefined : up.models.find((one) => isUsable(one) && isSameModel(one.name, last.name));
    if (last !== undefined && kept !== undefined) return { kind: 'chosen', model: kept, why: last.why };
    const choice = chooseModel(up.models, { named, loaded: up.loaded ?? [] });
    before = choice.kind === 'chosen' ? { name: choice.model.name, why: choice.why } : undefined;
    return choice;
  }

  return {
    name: 'ollama',
    atOnce,
    get exposure() {
      return server.exposure;
    },
    isDeclared: settings.OLLAMA_LOCALITY !== undefined,
    async *stream(request, { signal, fetch }): AsyncIterable<Delta> {
      signal.throwIfAborted();
      if (fetch === undefined) throw new BotError('no-model', 'there is no way out for these words');
      if (request.messages.length === 0) throw new BotError('empty-message', 'a request without a message');
      const place = await server.reach(request.model, signal);
      if (request.ceiling !== undefined && exposures.indexOf(place.address.exposure) > exposures.indexOf(request.ceiling))
        throw new BotError('no-model', 'the server is further away than the words may travel', { advice: texts.movedAway });
      yield* askChat(
        { transport: createTransport(fetch), server, place },
        { body: toChatBody(request, place.model), signal, totalMs: patience.totalMs },
      );
    },
    async health(signal): Promise<Health> {
      const found = await survey(signal);
      if (found.state === 'down') return { state: 'down', problem: unreachableText(found) };
      return sayHealth(found, choose(found));
    },
    async listModels(signal) {
      const found = await survey(signal);
      if (found.state === 'down')
        throw new BotError('provider-unreachable', "the model's server does not answer", { advice: unreachableText(found) });
      return found.models.filter(isUsable).map((one) => toModelInfo(one, found.loaded));
    },
    async isAwake(name, signal) {
      const loaded = await server.loaded(signal);
      signal.throwIfAborted();
      return loaded?.some((other) => isSameModel(other, name));
    },
  };
}

/** The model somebody named: the bot's own setting comes before Ollama's. */
function nameOf(ofBot: string | undefined, ofOllama: string | undefined): NamedModel | undefined {
  if (ofBot !== undefined) return { name: ofBot, setting: 'MIACHAT_MODEL' };
  return ofOllama === undefined ? undefined : { name: ofOllama, setting: 'OLLAMA_MODEL' };
}
