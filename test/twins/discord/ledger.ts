import type { APIAllowedMentions } from 'discord-api-types/v10';

/** A request that Discord would have refused. */
export interface Refused {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly code: number;
  readonly message: string;
  readonly errors: string;
  readonly body: unknown;
}

/** One request of the bot, by its route. */
export interface Asked {
  readonly route: string;
  readonly path: string;
  readonly status: number;
  readonly at: number;
}

/** A text that the bot sent or changed, with whom it let be pinged. */
export interface Sent {
  readonly route: string;
  readonly content: string;
  readonly allowed: APIAllowedMentions | undefined;
}

/** What the bot has done on the wire. */
export interface Ledger {
  readonly refusals: Refused[];
  readonly asked: Asked[];
  readonly sent: Sent[];
  /** Payloads on the gateway that Discord would have closed the connection for, or ignored. */
  readonly gatewayFaults: string[];
  /** How often it ran into a limit. */
  rateLimited: number;
  /** Requests that are being worked on. */
  open: number;
}

export const createLedger = (): Ledger => ({ refusals: [], asked: [], sent: [], gatewayFaults: [], rateLimited: 0, open: 0 });

/** Fails when the bot did something that Discord refuses; codes in `except` are what the test wanted to see. */
export function assertNoRefusals(ledger: Ledger, except: readonly number[] = []): void {
  const unexpected = [
    ...ledger.refusals
      .filter(({ code }) => !except.includes(code))
      .map(
        (one) =>
          `${one.method} ${one.path} → ${one.status} ${one.code} ${one.message} ${one.errors} ${JSON.stringify(one.body)?.slice(0, 400) ?? ''}`,
      ),
    ...ledger.gatewayFaults,
  ];
  if (unexpected.length > 0) throw new Error(`Discord refused:\n  ${unexpected.join('\n  ')}`);
}

/** Fails when the bot let anybody be pinged by what it wrote. */
export function assertNoPings(ledger: Ledger): void {
  const loud = ledger.sent.filter(
    ({ allowed }) =>
      allowed?.parse === undefined ||
      allowed.parse.length > 0 ||
      (allowed.users?.length ?? 0) + (allowed.roles?.length ?? 0) > 0 ||
      allowed.replied_user === true,
  );
  if (loud.length > 0)
    throw new Error(
      `These may ping somebody:\n  ${loud.map((one) => `${one.route} ${JSON.stringify(one.allowed)} ${one.content.slice(0, 80)}`).join('\n  ')}`,
    );
}
