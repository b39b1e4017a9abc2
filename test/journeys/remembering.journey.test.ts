import { describe, expect, it } from 'vitest';
import { startProbe } from './with-model.ts';

describe('without a model, Mia remembers', () => {
  it('knows what the dog is called, quotes the line, and still knows after a restart', async () => {
    const first = startProbe();
    await first.say({ id: 'e1', from: 'ada', text: 'hello' });
    await first.say({ id: 'e2', from: 'ada', text: 'my dog is called Biscuit and he hates the vacuum cleaner' });
    const answer = await first.say({ id: 'e3', from: 'ada', text: 'what is my dog called?' });
    expect(answer.text).toContain('Biscuit');
    expect(answer.text).toContain('my dog is called Biscuit and he hates the vacuum cleaner');
    expect(await first.finish()).toBe(0);

    const second = startProbe({ folder: first.folder });
    expect((await second.say({ id: 'e4', from: 'ada', text: 'do you remember what my dog is called?' })).text).toContain('Biscuit');
  });

  it('hört auch auf Deutsch zu', async () => {
    const probe = startProbe();
    await probe.say({ id: 'e1', from: 'leo', text: 'meine Schwester heißt Ada' });
    expect((await probe.say({ id: 'e2', from: 'leo', text: 'Wie heißt meine Schwester?' })).text).toContain('Ada');
    expect((await probe.say({ id: 'e3', from: 'leo', text: 'Wie heißt mein Bruder?' })).text).not.toContain('Ada');
  });

  it("does not tell one person's dog to another, in a room or in private", async () => {
    const probe = startProbe();
    const room = { room: 'den', members: ['ada', 'bob'] };
    await probe.say({ id: 'e1', from: 'ada', text: 'Mia, my dog is called Biscuit', ...room });
    expect((await probe.say({ id: 'e2', from: 'bob', text: 'Mia, what is my dog called?', ...room })).text).not.toContain('Biscuit');
    expect((await probe.say({ id: 'e3', from: 'bob', text: 'what is my dog called?' })).text).not.toContain('Biscuit');
    expect((await probe.say({ id: 'e4', from: 'ada', text: 'Mia, what is my dog called?', ...room })).text).toContain('Biscuit');
  });

  it('finds a line again that is further back than the history reaches', async () => {
    const probe = startProbe();
    await probe.say({ id: 'e0', from: 'ada', text: 'my tortoise is called Ferdinand' });
    for (let count = 1; count <= 110; count += 1)
      await probe.say({ id: `e${count}`, from: 'ada', text: `nothing special, number ${count}` });
    const answer = await probe.say({ id: 'last', from: 'ada', text: 'what is my tortoise called?' });
    expect(answer.text).toContain('Ferdinand');
    const items = answer.receipt?.['items'];
    expect(items).toContainEqual(expect.objectContaining({ source: 'memory', kept: true }));
  });

  it('keeps quiet in a room unless spoken to', async () => {
    const probe = startProbe();
    const room = { room: 'den', members: ['ada', 'bob'] };
    probe.write({ type: 'message', id: 'e1', from: 'ada', text: 'bob, did you see that?', ...room });
    await probe.say({ id: 'e2', from: 'bob', text: 'hey Mia, are you human?', ...room });
    expect(await probe.finish()).toBe(0);
    expect(probe.lines.filter(({ type }) => type === 'reply').map(({ to }) => to)).toEqual(['e2']);
  });
});
