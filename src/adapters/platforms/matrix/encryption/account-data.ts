import type { Authorized } from '../api.ts';
import { isGone } from '../errors.ts';

/** What the account keeps on the server for all its devices; everybody who runs the server can read it. */
export interface AccountData {
  /** Undefined when there is nothing of this type. */
  read(type: string): Promise<unknown>;
  write(type: string, content: Readonly<Record<string, unknown>>): Promise<void>;
}

export function createAccountData(request: Authorized, user: string): AccountData {
  const path = (type: string): string => `/_matrix/client/v3/user/${encodeURIComponent(user)}/account_data/${encodeURIComponent(type)}`;
  return {
    read: (type) =>
      request({ method: 'GET', path: path(type) }).catch((thrown: unknown) => {
        if (isGone(thrown)) return undefined;
        throw thrown;
      }),
    async write(type, content) {
      await request({ method: 'PUT', path: path(type), body: content });
    },
  };
}
