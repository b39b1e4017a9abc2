import { BotError } from '../../../core/errors.ts';
import type { ChatHost } from './chat-host.ts';

/** All headers of a request, and nothing of this computer or its environment. */
export function hostHeaders(host: Pick<ChatHost, 'headers'>, key: string | undefined, accept: string): Readonly<Record<string, string>> {
  // The network would refuse it, too, and quote it.
  if (key !== undefined && !/^[\x21-\x7e]+$/.test(key)) throw new BotError('provider-auth', 'the key holds what no key can hold');
  return {
    accept,
    'accept-encoding': 'identity',
    'user-agent': 'MiaChat',
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    ...host.headers,
  };
}
