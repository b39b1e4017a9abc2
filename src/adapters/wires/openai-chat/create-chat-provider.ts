import { BotError } from '../../../core/errors.ts';
import type { Fetch, Network } from '../../../core/ports/network.ts';
import type { ChatProvider, ChatRequest, Delta, Exposure, ModelInfo, ProviderContext } from '../../../core/ports/provider.ts';
import { finished } from '../../../core/texts/finished.ts';
import { chatSpeech } from './ask-chat.ts';
import { askHost, type Speech } from './ask-host.ts';
import type { ChatHost } from './chat-host.ts';
import { hostHeaders } from './host-headers.ts';
import { readJson } from './read-json.ts';
import { type ModelChoice, type NamedModel, noKeyText, type SaidHealth, sayHealth } from './say-health.ts';
import { texts } from './texts.ts';
import { createModelWatch } from './watch-models.ts';

/** Asks one small document of the server, with the key. */
export type Ask = (url: string) => Promise<unknown>;

export interface ChatProviderPlan {
  readonly name: string;
  readonly host: Omit<ChatHost, 'know'>;
  readonly exposure: Exposure;
  /** Who reads the words, where they go into the cloud. */
  readonly company: string;
  readonly network: Network;
  /** The wire, where it is not Chat Completions. */
  readonly speech?: Speech;
  /** The operator said how far it is. */
  readonly isDeclared?: boolean;
  readonly named?: NamedModel | undefined;
  /** Its chat models. */
  list(ask: Ask): Promise<readonly ModelInfo[]>;
  /** The model to use when nobody named one. */
  choose(models: readonly ModelInfo[]): ModelChoice | undefined;
  /** What is known of a model whatever the server says. */
  know?(model: string): ModelInfo | undefined;
}

/** A provider over Chat Completions, and what a connector wants to know of it. */
export interface WireProvider extends ChatProvider {
  look(signal: AbortSignal): Promise<SaidHealth>;
}

/** Failures after which nothing that was found out about the server is believed any more. */
const unsettling: ReadonlySet<string> = new Set(['provider-auth', 'provider-quota', 'provider-unreachable', 'model-missing']);

export function createChatProvider(plan: ChatProviderPlan): WireProvider {
  const { exposure, network, speech = chatSpeech, isDeclared = false } = plan;
  const { key } = plan.host;
  const isKeyed = key !== undefined || plan.host.needsKey;
  const watch = createModelWatch({ isFar: exposure === 'cloud', list: (signal) => list(signal, key) });
  /** Models as they were last listed, to whomever. */
  const met = new Map<string, ModelInfo>();
  const host: ChatHost = { ...plan.host, know };

  function know(id: string): ModelInfo | undefined {
    return met.get(id) ?? plan.know?.(id);
  }

  async function list(signal: AbortSignal, theirs: string | undefined): Promise<readonly ModelInfo[]> {
    const fetch: Fetch = network.fetch(exposure, { isDeclared });
    const headers = hostHeaders(host, theirs, 'application/json');
    const models = await plan.list((url) => readJson(fetch, { url, headers, signal }));
    const known = models.map((model) => ({ ...plan.know?.(model.id), ...model }));
    for (const model of known) met.set(model.id, model);
    return known;
  }

  async function* stream(request: ChatRequest, context: ProviderContext): AsyncGenerator<Delta, void, void> {
    try {
      yield* askHost(speech, { host, request }, context);
    } catch (thrown) {
      // A key of somebody's own says nothing about the operator's.
      if (thrown instanceof BotError && context.key === undefined && unsettling.has(thrown.code)) watch.forget();
      if (!(thrown instanceof BotError) || thrown.code !== 'model-missing' || thrown.advice !== undefined) throw thrown;
      const advice = finished(texts.gone, { label: host.spoken.label, model: request.model });
      throw new BotError('model-missing', thrown.message, { advice });
    }
  }

  async function look(signal: AbortSignal): Promise<SaidHealth> {
    signal.throwIfAborted();
    // Nothing is asked where nothing can be answered.
    if (key === undefined && host.needsKey) return { health: { state: 'down', problem: noKeyText(host.spoken) }, fault: 'key' };
    return sayHealth(await watch.look(signal), host.spoken, plan);
  }

  return {
    name: plan.name,
    exposure,
    isDeclared,
    ...(exposure === 'cloud' ? { company: plan.company } : {}),
    ...(isKeyed ? { keys: { hasOperators: key !== undefined } } : {}),
    stream,
    get standardModel() {
      const choice = met.size === 0 ? undefined : plan.choose([...met.values()]);
      return choice?.model.id;
    },
    modelInfo: know,
    async listModels(signal, theirs) {
      if (theirs !== undefined) return list(signal, theirs);
      if (key === undefined && host.needsKey) throw new BotError('provider-auth', 'nobody gave a key', { advice: noKeyText(host.spoken) });
      const found = await watch.look(signal);
      if (found.state === 'down') throw found.failure;
      return found.models;
    },
    async health(signal) {
      return (await look(signal)).health;
    },
    look,
  };
}
