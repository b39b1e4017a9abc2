import { BotError } from '../../../core/errors.ts';
import type { Network } from '../../../core/ports/network.ts';
import type { Localized } from '../../../core/texts/localized.ts';
import { type Address, toAddress } from './address.ts';
import { reasonOf } from './failure.ts';
import type { OllamaModel } from './ollama-model.ts';
import { readCatalog } from './read-catalog.ts';
import { readJson } from './read-json.ts';
import { createProbe } from './transport.ts';
import { type KernelFacts, readKernelFacts, wslHost } from './wsl-host.ts';

/** An Ollama that answered, with its list. */
export interface FoundOllama {
  readonly address: Address;
  readonly models: readonly OllamaModel[];
}

/** Nobody answered; `address` is the place most likely meant. */
export interface NotFound {
  readonly address: Address;
  readonly reason: Localized;
}

const here = 'http://127.0.0.1:11434';

/** Where an Ollama may be that nobody told us of, the likeliest first; all of it this computer or the one around it. */
export function likelyAddresses(kernel: KernelFacts | undefined, network: Pick<Network, 'exposureOf'>): readonly Address[] {
  const windows = kernel === undefined ? undefined : wslHost(kernel);
  const around = ['http://host.docker.internal:11434', ...(windows === undefined ? [] : [`http://${windows}:11434`])];
  const [near, far] = [[here, 'http://[::1]:11434'], around].map((urls) => urls.map((url) => toAddress(url, network)));
  return [...(near ?? []), ...(far ?? []).filter(({ exposure }) => exposure === 'lan')];
}

/** The same, for the computer we run on. */
export async function likelyHere(network: Pick<Network, 'exposureOf'>): Promise<readonly Address[]> {
  return likelyAddresses(await readKernelFacts(), network);
}

/** Asks all places at once. One on this computer wins over the others, however late within the time that `signal` leaves. */
export async function findOllama(addresses: readonly Address[], network: Network, signal: AbortSignal): Promise<FoundOllama | NotFound> {
  const done = new AbortController();
  const until = AbortSignal.any([signal, done.signal]);
  const asked = addresses.map((address) => ({ address, answer: askForModels(address, network, until) }));
  // Whoever is given up, or comes second, may fail unheard.
  for (const { answer } of asked) answer.catch(() => undefined);
  const answers = async (isNear: boolean): Promise<FoundOllama> =>
    Promise.any(asked.filter(({ address }) => address.isHere === isNear).map(({ answer }) => answer));
  try {
    return await answers(true).catch(() => answers(false));
  } catch {
    const [first] = asked;
    if (first === undefined) return { address: toAddress(here, network), reason: reasonOf(undefined) };
    return { address: first.address, reason: await first.answer.then(() => reasonOf(undefined), reasonOf) };
  } finally {
    done.abort();
  }
}

async function askForModels(address: Address, network: Network, signal: AbortSignal): Promise<FoundOllama> {
  const models = readCatalog(await readJson(createProbe(network, address), { url: `${address.origin}/api/tags`, signal }));
  if (models === undefined) throw new BotError('provider-protocol', 'this is not a list of models');
  return { address, models };
}
