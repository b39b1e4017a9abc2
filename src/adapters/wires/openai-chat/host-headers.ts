import type { ChatHost } from './chat-host.ts';

/** All headers of a request, and nothing of this computer or its environment. */
export function hostHeaders(host: Pick<ChatHost, 'headers'>, key: string | undefined, accept: string): Readonly<Record<string, string>> {
  return {
    accept,
    'accept-encoding': 'identity',
    'user-agent': 'MiaChat',
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    ...host.headers,
  };
}
