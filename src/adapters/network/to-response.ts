import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { BotError } from '../../core/errors.ts';

/** What came back, as everybody reads it. A redirect and anything packed are refused: the connection is cut. */
export function toResponse({ statusCode: status, headers: told, body }: Dispatcher.ResponseData): Response {
  // A body that is cut while nobody reads it fails, too.
  body.on('error', () => undefined);
  const headers = new Headers();
  for (const [name, value = []] of Object.entries(told)) for (const one of [value].flat()) headers.append(name, one);
  const fault = faultOf(status, headers);
  if (fault !== undefined) {
    body.destroy();
    throw new BotError('provider-protocol', fault);
  }
  const isEmpty = status === 204 || status === 205;
  if (isEmpty) body.resume();
  return new Response(isEmpty ? null : toStream(body), { status, headers });
}

function faultOf(status: number, headers: Headers): string | undefined {
  if (status < 200 || (status >= 300 && status < 400)) return `the server points elsewhere: status ${status}`;
  const packing = headers.get('content-encoding') ?? '';
  return packing === '' || packing === 'identity' ? undefined : 'the answer is packed, though nobody asked for it';
}

/** The bytes as they are asked for; nobody who stops asking keeps the connection. */
function toStream(body: Readable): ReadableStream<Uint8Array> {
  const bytes: AsyncIterator<Uint8Array> = body.iterator({ destroyOnReturn: false });
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await bytes.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      cancel: () => void body.destroy(),
    },
    { highWaterMark: 0 },
  );
}
