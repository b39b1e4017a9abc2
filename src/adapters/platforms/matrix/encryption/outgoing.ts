import { type OlmMachine, RequestType } from '@matrix-org/matrix-sdk-crypto-wasm';
import type { Authorized } from '../api.ts';
import { statusOf } from '../errors.ts';
import type { HttpRequest } from '../http.ts';
import { EncryptionError } from './encryption-error.ts';
import type { PanicWatch } from './panic-watch.ts';

/** One of the requests that the machine hands out; `id` is missing where it does not want to hear of the answer. */
export interface MachineRequest {
  readonly type: RequestType;
  readonly id?: string | undefined;
  readonly body: string;
  readonly event_type?: string;
  readonly txn_id?: string;
  readonly room_id?: string;
  readonly version?: string;
}

export interface Outgoing {
  /** Sends it, tells the machine the answer, and gives it back. */
  send(request: MachineRequest): Promise<unknown>;
  /** Sends whatever the machine has to say, until it has nothing more. What fails stays in the machine and comes again. */
  flush(): Promise<void>;
}

/** More rounds than that, and something goes in circles. */
const mostRounds = 10;

export function createOutgoing({
  machine,
  request,
  watch,
}: {
  readonly machine: OlmMachine;
  readonly request: Authorized;
  readonly watch: PanicWatch;
}): Outgoing {
  async function send(made: MachineRequest): Promise<unknown> {
    const answer = await request(toHttp(made)).catch((thrown: unknown) => {
      // Another public half is there under this name: the private one has been on the disk once, and is not any more.
      if (made.type === RequestType.KeysUpload && statusOf(thrown) === 400)
        throw new EncryptionError('store-rolled-back', { cause: thrown });
      throw thrown;
    });
    const { id } = made;
    if (id !== undefined) await watch.call(() => machine.markRequestAsSent(id, made.type, JSON.stringify(answer ?? {})));
    return answer;
  }

  return {
    send,
    async flush() {
      for (let round = 0; round < mostRounds; round += 1) {
        const requests = await watch.call(() => machine.outgoingRequests());
        if (requests.length === 0) return;
        for (const made of requests) await send(made);
      }
    },
  };
}

/** The same request made again, as after a lost answer, has the same transaction id and takes effect once. */
function toHttp(made: MachineRequest): Omit<HttpRequest, 'token'> {
  const body: unknown = JSON.parse(made.body);
  const segment = encodeURIComponent;
  const keys = '/_matrix/client/v3/keys';
  const { event_type: event = '', txn_id: transaction = '', room_id: room = '', version = '' } = made;
  switch (made.type) {
    case RequestType.KeysUpload:
      return { method: 'POST', path: `${keys}/upload`, body };
    case RequestType.KeysQuery:
      return { method: 'POST', path: `${keys}/query`, body };
    case RequestType.KeysClaim:
      return { method: 'POST', path: `${keys}/claim`, body };
    case RequestType.SignatureUpload:
      return { method: 'POST', path: `${keys}/signatures/upload`, body };
    case RequestType.ToDevice:
      return { method: 'PUT', path: `/_matrix/client/v3/sendToDevice/${segment(event)}/${segment(transaction)}`, body };
    case RequestType.RoomMessage:
      return { method: 'PUT', path: `/_matrix/client/v3/rooms/${segment(room)}/send/${segment(event)}/${segment(transaction)}`, body };
    case RequestType.KeysBackup:
      return { method: 'PUT', path: '/_matrix/client/v3/room_keys/keys', query: { version }, body };
  }
}
