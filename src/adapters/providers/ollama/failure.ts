import { BotError } from '../../../core/errors.ts';
import { finished } from '../../../core/texts/finished.ts';
import type { Localized } from '../../../core/texts/localized.ts';
import { texts } from './texts.ts';

const unreachable: Readonly<Record<string, Localized>> = {
  ECONNREFUSED: texts.refused,
  EHOSTUNREACH: texts.noRoute,
  ENETUNREACH: texts.noRoute,
  ENETDOWN: texts.noRoute,
  EHOSTDOWN: texts.noRoute,
  EADDRNOTAVAIL: texts.noRoute,
  EAFNOSUPPORT: texts.noRoute,
  EACCES: texts.noRoute,
  ETIMEDOUT: texts.timeout,
  UND_ERR_CONNECT_TIMEOUT: texts.timeout,
  ENOTFOUND: texts.unknownHost,
  EAI_AGAIN: texts.unknownHost,
  EAI_FAIL: texts.unknownHost,
};

/** True when there was nobody to connect to. */
export function isUnreachable(thrown: unknown): boolean {
  return thrown instanceof BotError && thrown.code === 'provider-unreachable';
}

/** True when the server answered, with something else than was asked for; a network that failed tells its cause. */
export function isRefusal(thrown: unknown): boolean {
  return thrown instanceof BotError && thrown.cause === undefined && thrown.code !== 'no-model';
}

/** Why nothing was reached, in a word or two for people. */
export function reasonOf(thrown: unknown): Localized {
  if (thrown instanceof DOMException && thrown.name === 'TimeoutError') return texts.timeout;
  if (!(thrown instanceof BotError)) return texts.brokenOff;
  if (thrown.code === 'no-model') return texts.tooFar;
  if (thrown.cause !== undefined) return unreachable[String(Reflect.get(Object(thrown.cause), 'code'))] ?? texts.brokenOff;
  const status = / status (\d{3})$/.exec(thrown.message)?.[1];
  return status === undefined || status === '404' ? texts.notOllama : finished(texts.status, { status });
}

/** Why nothing is sent to a model; `model` is a name the server or a person gave. */
export function refusal(model: string, why: 'remote' | 'vanished' | 'cannotChat'): BotError {
  const code = why === 'remote' ? 'not-allowed' : 'model-missing';
  return new BotError(code, `the model cannot be used: ${why}`, { advice: finished(texts[why], { model }) });
}
