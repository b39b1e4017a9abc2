import { BotError, type ErrorCode } from '../../../../core/errors.ts';
import { encryptionTexts } from './encryption-texts.ts';

/** Why encryption cannot go on; each has its sentence for the operator where one can act on it. */
const faults = {
  /** The device has keys on the server, and they are not those of `crypto.db`. */
  'store-lost': 'settings-invalid',
  /** `crypto.db` has been further than it is now. */
  'store-rolled-back': 'settings-invalid',
  /** The server has no keys of the device that has uploaded them. */
  'device-forgotten': 'settings-invalid',
  'other-device': 'settings-invalid',
  'store-key-wrong': 'key-wrong',
  'identity-refused': 'settings-invalid',
  'wrong-recovery-key': 'settings-invalid',
  'no-recovery': 'settings-invalid',
  panic: 'bug',
  /** The room is encrypted in a way we do not know. */
  'unknown-algorithm': 'not-allowed',
  /** The machine said no, for a reason of its own. */
  refused: 'platform-failed',
  closed: 'platform-failed',
} as const satisfies Record<string, ErrorCode>;

export type EncryptionFault = keyof typeof faults;

/** What encryption throws. There is no way around it in plain text. */
export class EncryptionError extends BotError {
  readonly fault: EncryptionFault;

  constructor(fault: EncryptionFault, details: { readonly field?: string; readonly cause?: unknown } = {}) {
    const advice = fault in encryptionTexts ? { advice: encryptionTexts[fault as keyof typeof encryptionTexts] } : {};
    super(faults[fault], `matrix encryption: ${fault}`, { ...details, ...advice });
    this.fault = fault;
  }
}

/** The wasm throws plain errors with a text of its own, which may quote what it was given: only ours goes on. */
export function toEncryptionError(thrown: unknown): unknown {
  if (!(thrown instanceof Error)) return new EncryptionError('refused');
  return thrown.constructor === Error ? new EncryptionError('refused') : thrown;
}
