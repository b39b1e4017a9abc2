import { afterAll, expect, it } from 'vitest';
import { homeserverContract } from '../../live/homeserver-contract.ts';
import { startMatrix } from './matrix-twin.ts';

const twin = await startMatrix();
afterAll(() => twin.close());

// What a real Synapse was seen to do.
homeserverContract('the twin', { url: twin.url, register: async (name) => twin.registers(name) });

it('takes edits of what others wrote, and holds them against the client', () => {
  expect(twin.refusals.map(({ message }) => message)).toContain('An edit of what somebody else wrote');
});
