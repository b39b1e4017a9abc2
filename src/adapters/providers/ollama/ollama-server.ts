import { BotError } from '../../../core/errors.ts';
import type { Network } from '../../../core/ports/network.ts';
import type { Exposure } from '../../../core/ports/provider.ts';
import { type Address, asDeclared, toAddress } from './address.ts';
import { isRefusal, reasonOf, refusal } from './failure.ts';
import { type FoundOllama, findOllama, type NotFound } from './find-ollama.ts';
import { isRemoteName, isSameModel, type OllamaModel } from './ollama-model.ts';
import { readLoaded, withDetails } from './read-catalog.ts';
import { readJson } from './read-json.ts';
import { unreachableText } from './say-health.ts';
import { createProbe } from './transport.ts';

/** An Ollama that answered just now. */
export interface Up extends FoundOllama {
  readonly state: 'up';
  /** Names of loaded models, latest used first; undefined: it cannot tell. */
  readonly loaded: readonly string[] | undefined;
}

/** None answered. */
export interface Down extends NotFound {
  readonly state: 'down';
  /** Nobody had named an address, so several were tried. */
  readonly hasLooked: boolean;
}

/** One model at one address. */
export interface Place {
  readonly address: Address;
  readonly model: OllamaModel;
}

/** The Ollama we talk to: where it is and what it has. Remembers both until one of them turns out wrong. */
export interface OllamaServer {
  /** How far it is; before it is found, how far it may be. */
  readonly exposure: Exposure;
  /** Looks anew, within about `patienceMs`. */
  survey(signal: AbortSignal, patienceMs: number): Promise<Up | Down>;
  /** Where to send a talk for this model; throws when there is no such place or no such model. */
  reach(model: string, signal: AbortSignal): Promise<Place>;
  loaded(signal: AbortSignal): Promise<readonly string[] | undefined>;
  /** Something turned out different from what the server had said. */
  correct(model: string, change: Partial<OllamaModel> | 'gone'): void;
  /** It did not answer: the next one who asks looks again. */
  lose(address: Address, thrown: unknown): BotError;
}

export interface ServerParts {
  readonly baseUrl: string | undefined;
  readonly locality: Exposure | undefined;
  /** Carries everything short. */
  readonly network: Network;
  /** Where to look when no address is named. */
  likely(network: Network): Promise<readonly Address[]>;
}

/** Models whose details are asked for; a list may be longer than a person ever reads. */
const mostDetailed = 64;
/** How long a turn looks for the server before it gives up. */
const patienceOfTurnMs = 5_000;
/** How long a turn waits for what is only nice to know. */
const patienceOfDetailMs = 1_000;

export function createOllamaServer({ baseUrl, locality, network, likely }: ServerParts): OllamaServer {
  const configured = baseUrl === undefined ? undefined : asDeclared(toAddress(baseUrl, network), locality);
  const details = new Map<string, OllamaModel>();
  let found: FoundOllama | undefined;

  const widest = (): Exposure => configured?.exposure ?? locality ?? 'lan';

  async function look(signal: AbortSignal): Promise<FoundOllama | NotFound> {
    const known = configured ?? found?.address;
    if (known !== undefined) {
      const answer = await findOllama([known], network, signal);
      if (configured !== undefined || 'models' in answer) return answer;
    }
    const places = await likely(network);
    return findOllama(
      places.map((place) => asDeclared(place, locality)),
      network,
      signal,
    );
  }

  async function survey(signal: AbortSignal, patienceMs: number): Promise<Up | Down> {
    const soon = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
    // The list comes first; a third of the time is left for what is only nice to know.
    const answer = await look(AbortSignal.any([signal, AbortSignal.timeout(Math.floor((patienceMs * 2) / 3))]));
    signal.throwIfAborted();
    if (!('models' in answer)) {
      found = undefined;
      return { state: 'down', hasLooked: configured === undefined, ...answer };
    }
    const [models, loaded] = await Promise.all([detail(answer, soon), askLoaded(answer.address, soon)]);
    signal.throwIfAborted();
    found = { address: answer.address, models };
    return { state: 'up', loaded, ...found };
  }

  async function detail({ address, models }: FoundOllama, signal: AbortSignal): Promise<readonly OllamaModel[]> {
    const keys = models.map((model) => keyOf(address, model));
    for (const key of details.keys()) if (!keys.includes(key)) details.delete(key);
    return Promise.all(models.map((model, index) => (index < mostDetailed ? detailed(address, model, signal) : model)));
  }

  /** The model with what the server says of it alone; as it was listed where the server says nothing. */
  async function detailed(address: Address, model: OllamaModel, signal: AbortSignal): Promise<OllamaModel> {
    const key = keyOf(address, model);
    const known = model.isRemote ? model : details.get(key);
    if (known !== undefined) return known;
    let answer: unknown;
    try {
      answer = await readJson(createProbe(network, address), { url: `${address.origin}/api/show`, body: { model: model.name }, signal });
    } catch (thrown) {
      // Refused is an answer, too; broken off is worth asking again.
      if (!isRefusal(thrown)) return model;
    }
    const full = withDetails(model, answer);
    details.set(key, full);
    return full;
  }

  async function askLoaded(address: Address, signal: AbortSignal): Promise<readonly string[] | undefined> {
    return readJson(createProbe(network, address), { url: `${address.origin}/api/ps`, signal }).then(readLoaded, () => undefined);
  }

  async function refresh(signal: AbortSignal): Promise<FoundOllama> {
    const answer = await survey(signal, patienceOfTurnMs);
    if (answer.state === 'up') return answer;
    throw unreachable(answer);
  }

  const find = ({ models }: FoundOllama, name: string): OllamaModel | undefined => models.find((model) => isSameModel(model.name, name));

  return {
    get exposure() {
      return found?.address.exposure ?? widest();
    },
    survey,
    async reach(name, signal) {
      if (isRemoteName(name)) throw refusal(name, 'remote');
      let place = found ?? (await refresh(signal));
      // Fetched a moment ago, perhaps; words never go to a name that the list does not hold.
      if (find(place, name) === undefined) place = await refresh(signal);
      const listed = find(place, name);
      if (listed === undefined) throw refusal(name, 'vanished');
      const model = await detailed(place.address, listed, AbortSignal.any([signal, AbortSignal.timeout(patienceOfDetailMs)]));
      signal.throwIfAborted();
      // A server that stays silent about it is not waited for again.
      details.set(keyOf(place.address, listed), model);
      if (model.isRemote) throw refusal(name, 'remote');
      if (!model.isChat) throw refusal(name, 'cannotChat');
      return { address: place.address, model };
    },
    async loaded(signal) {
      const place = found?.address ?? configured;
      return place === undefined ? undefined : askLoaded(place, AbortSignal.any([signal, AbortSignal.timeout(patienceOfTurnMs)]));
    },
    correct(name, change) {
      if (found === undefined) return;
      const model = find(found, name);
      if (model === undefined) return;
      const changed = change === 'gone' ? [] : [{ ...model, ...change }];
      found = { ...found, models: found.models.flatMap((other) => (other === model ? changed : [other])) };
      for (const better of changed) details.set(keyOf(found.address, model), better);
    },
    lose(address, thrown) {
      found = undefined;
      return unreachable({ address, reason: reasonOf(thrown), hasLooked: configured === undefined });
    },
  };
}

/** One state of one model at one place; pulled anew it has another digest. */
function keyOf({ origin }: Address, { name, digest }: OllamaModel): string {
  return `${origin} ${name} ${digest}`;
}

function unreachable(answer: Omit<Down, 'state'>): BotError {
  return new BotError('provider-unreachable', "the model's server does not answer", { advice: unreachableText(answer) });
}
