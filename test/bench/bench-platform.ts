import type { Inbox } from '../../src/core/events/inbound-event.ts';
import type { OutgoingReply, Platform } from '../../src/core/ports/platform.ts';
import { account, roomOf, sentence } from './fill-store.ts';

export interface BenchPlatform extends Platform {
  /** Says it and resolves with the moments: of handing over, of the claim, and the reply. */
  ask(number: number, id: string): Promise<{ readonly begun: bigint; readonly claimed: bigint; readonly reply: OutgoingReply }>;
}

/** A platform without a network: DMs of numbered people. */
export function createBenchPlatform(): BenchPlatform {
  const waiting = new Map<string, (reply: OutgoingReply) => void>();
  let inbox: Inbox | undefined;
  let asked = 0;
  return {
    name: 'bench',
    account,
    facts: { maxLength: 4000, dialect: 'plain', keyLifetimeMs: 0, confirms: false, rehearsals: false },
    async start(given) {
      inbox = given;
    },
    stop: async () => undefined,
    async send(_target, message, key) {
      if (message.kind === 'reply' && message.to !== null) waiting.get(message.to)?.(message);
      if (message.kind === 'error') throw new Error(`the bench failed: ${message.code}`);
      return key;
    },
    find: async () => undefined,
    describe: async () => ({ kind: 'dm' }),
    async ask(number, id) {
      const { promise, resolve } = Promise.withResolvers<OutgoingReply>();
      waiting.set(id, resolve);
      const event = {
        id,
        account,
        room: roomOf(number),
        participant: `bench:p${number}`,
        name: 'p',
        at: Date.now(),
        kind: 'message',
        ref: id,
        text: `what did I say of ${sentence(asked++)}`,
      } as const;
      const begun = process.hrtime.bigint();
      await inbox?.(event);
      const claimed = process.hrtime.bigint();
      const reply = await promise;
      waiting.delete(id);
      return { begun, claimed, reply };
    },
  };
}
