import { type Call, ok, type Reply, type Route } from '../http/route.ts';
import { notFound } from '../refusal.ts';
import { anything, toDeviceForm } from '../schemas/forms.ts';
import { once } from './send.ts';

/** Takes keys and forgets them: encryption is no part of this twin. */
const upload = (call: Call): Reply => {
  call.read(anything);
  return ok({ one_time_key_counts: { signed_curve25519: 50 } });
};

const nobodys =
  (what: string) =>
  (call: Call): Reply => {
    call.read(anything);
    return ok({ [what]: {}, failures: {} });
  };

function toDevice(call: Call): Reply {
  const { core, user, param } = call;
  const { messages } = call.read(toDeviceForm);
  return once(call, () => {
    for (const [id, devices] of Object.entries(messages)) {
      const target = core.world.users.get(id);
      for (const [name, content] of Object.entries(devices))
        for (const device of name === '*' ? (target?.devices.keys() ?? []) : [name])
          target?.toDevice.push({ position: core.world.next(), device, event: { type: param('type'), sender: user.id, content } });
    }
    core.world.changed();
    return {};
  });
}

export const keyRoutes: readonly Route[] = [
  { method: 'POST', path: '/keys/upload', handle: upload },
  { method: 'POST', path: '/keys/query', handle: nobodys('device_keys') },
  { method: 'POST', path: '/keys/claim', handle: nobodys('one_time_keys') },
  { method: 'GET', path: '/keys/changes', query: ['from', 'to'], handle: () => ok({ changed: [], left: [] }) },
  {
    method: 'GET',
    path: '/room_keys/version',
    handle: () => {
      throw notFound('No backup found');
    },
  },
  { method: 'PUT', path: '/sendToDevice/:type/:txn', handle: toDevice },
];
