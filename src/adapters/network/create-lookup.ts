import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { BotError } from '../../core/errors.ts';

/**
 * A look-up of a name cannot be given up, and a few that hang keep every file of the process waiting:
 * so one name is looked up once at a time.
 */
export function createLookup(lookup: LookupFunction = systemLookup): LookupFunction {
  type Waiting = Parameters<LookupFunction>[2];
  const pending = new Map<string, Waiting[]>();
  return (hostname, options, callback) => {
    const key = JSON.stringify([hostname, options]);
    const others = pending.get(key);
    if (others !== undefined) return void others.push(callback);
    pending.set(key, [callback]);
    lookup(hostname, options, (...found) => {
      const waiting = pending.get(key) ?? [];
      pending.delete(key);
      for (const answer of waiting) answer(...found);
    });
  };
}

/** A look-up whose answer is judged before anybody connects: one address that is refused spoils the name, as it is not ours to say which is taken. */
export function withJudgement(lookup: LookupFunction, judge: (hostname: string, address: string) => BotError | undefined): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, '', 0);
      const addresses = Array.isArray(found) ? found : [{ address: found, family: 0 }];
      const refused = addresses.map(({ address }) => judge(hostname, address)).find((one) => one !== undefined);
      if (refused !== undefined) return callback(refused, '', 0);
      if (options.all === true) return callback(null, addresses);
      const [first] = addresses;
      callback(null, first?.address ?? '', first?.family ?? 0);
    });
  };
}
