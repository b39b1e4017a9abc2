import { BotError } from '../../../core/errors.ts';
import { networkFailure } from './failure.ts';

/** Bytes of the longest event that is read. */
const longestEvent = 1024 * 1024;
/** Bytes that may follow the last event before we hang up, and how long they may take. */
const smallRest = 1024;
const restMs = 1_000;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

export interface BodyWatch {
  fail(failure: BotError): void;
  /** All that was wanted has been read: the connection may serve again. */
  isOver(): boolean;
}

/** The bytes of an answer, none of its events longer than anybody would read: the reader behind it has no limit of its own. */
export function guardBody(body: ReadableStream<Uint8Array>, watch: BodyWatch): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const measure = createMeasure();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) return controller.close();
          if (measure(value) > longestEvent)
            throw new BotError('provider-protocol', `a piece of the answer is longer than ${longestEvent} bytes`);
          controller.enqueue(value);
        } catch (thrown) {
          const failure = networkFailure(thrown, true);
          watch.fail(failure);
          reader.cancel().catch(() => undefined);
          controller.error(failure);
        }
      },
      cancel: () => {
        if (watch.isOver()) void drain(reader);
        else void reader.cancel().catch(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

async function drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const hangUp = (): void => void reader.cancel().catch(() => undefined);
  const timer = setTimeout(hangUp, restMs).unref();
  try {
    for (let left = smallRest; left >= 0; ) {
      const { done, value } = await reader.read();
      if (done) return;
      left -= value.length;
    }
    hangUp();
  } catch {
    // It broke off by itself, and nobody waits for it.
  } finally {
    clearTimeout(timer);
  }
}

/** The length of the longest event so far that is not over; events end with an empty line. */
function createMeasure(): (bytes: Uint8Array) => number {
  let event = 0;
  let isLineEmpty = true;
  return (bytes) => {
    let longest = event;
    for (const byte of bytes) {
      event += 1;
      if (byte === lineFeed) {
        if (isLineEmpty) event = 0;
        isLineEmpty = true;
      } else if (byte !== carriageReturn) isLineEmpty = false;
      if (event > longest) longest = event;
    }
    return longest;
  };
}
