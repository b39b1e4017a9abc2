import type { Authorized } from '../../src/adapters/platforms/matrix/api.ts';
import { openEncryption } from '../../src/adapters/platforms/matrix/encryption/engine.ts';
import type { AdapterState } from '../../src/core/ports/adapter-state.ts';
import { refusal } from './matrix-key-server.ts';
import { createRecordingLogger } from './recording-logger.ts';
import { stillClock } from './still-clock.ts';

// Seals one message after the other until it is killed, and hands each to its parent, which is also its homeserver and its database.
const [, , file = '', user = '', device = '', other = '', room = ''] = process.argv;

type Answer = { readonly id: number; readonly answer?: unknown; readonly refused?: number };
const open = new Map<number, (answer: Answer) => void>();
let asked = 0;
process.on('message', (answer: Answer) => open.get(answer.id)?.(answer));

async function ask(call: object): Promise<unknown> {
  asked += 1;
  const id = asked;
  const { answer, refused } = await new Promise<Answer>((resolve) => {
    open.set(id, resolve);
    process.send?.({ id, ...call });
  });
  if (refused !== undefined) throw refusal(refused, refused === 404 ? 'M_NOT_FOUND' : 'M_UNKNOWN');
  return answer;
}

const request: Authorized = ({ method, path, body }) => ask({ request: { method, path, body } });
const state: AdapterState = {
  get: async (key) => {
    const value = await ask({ get: key });
    return typeof value === 'string' ? value : undefined;
  },
  set: async (key, value) => void (await ask({ set: [key, value] })),
  delete: async () => undefined,
  list: async () => [],
};
const encryption = await openEncryption({
  ...{ user, device, file, request, state, strict: false, password: undefined, recoveryKey: undefined },
  storeKey: new Uint8Array(32).fill(1),
  clock: stillClock(),
  logger: createRecordingLogger(),
  onPanic: () => undefined,
  deliver: async () => undefined,
  compare: async () => false,
});
await encryption.noteRoom(room, { algorithm: 'm.megolm.v1.aes-sha2', rotation_period_msgs: 7 });
const members = [user, other].map((each) => ({ user: each, membership: 'join' as const }));
for (let place = 0; ; place += 1) {
  const content = await encryption.encrypt(
    { room, members, visibility: 'shared' },
    { type: 'm.room.message', content: { body: String(place) } },
  );
  process.send?.({ sealed: content });
}
