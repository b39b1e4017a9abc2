import type { Ref } from '../../../core/ids.ts';

/** Where a message of ours or of somebody else stands. */
export interface MessagePlace {
  readonly channel: string;
  readonly message: string;
  /** The event whose interaction showed it to one person alone; it can be reached by no other way. */
  readonly only?: string;
}

export function toRef({ channel, message, only }: MessagePlace): Ref {
  return only === undefined ? `${channel}/${message}` : `${channel}/${message}/${only}`;
}

/** Undefined for what is no message: a modal, or nothing at all. */
export function readRef(ref: Ref): MessagePlace | undefined {
  const parts = /^(?<channel>\d+)\/(?<message>\d+)(?:\/(?<only>\d+))?$/.exec(ref)?.groups;
  if (parts === undefined) return undefined;
  const { channel = '', message = '', only } = parts;
  return only === undefined ? { channel, message } : { channel, message, only };
}

/** When a snowflake was made, milliseconds since the epoch. */
export function timeOf(snowflake: string): number {
  return Number(BigInt(snowflake) >> 22n) + 1_420_070_400_000;
}

/** The smallest snowflake of a moment. */
export function snowflakeAt(ms: number): string {
  return (BigInt(Math.max(0, Math.floor(ms) - 1_420_070_400_000)) << 22n).toString();
}
