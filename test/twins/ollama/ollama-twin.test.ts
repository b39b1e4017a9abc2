import { afterEach, expect, it } from 'vitest';
import { type OllamaTwin, startOllamaTwin } from './ollama-twin.ts';

let twin: OllamaTwin;
afterEach(() => twin.close());

async function post(path: string, body: unknown): Promise<{ readonly status: number; readonly text: string }> {
  const reply = await fetch(twin.url + path, { method: 'POST', body: JSON.stringify(body) });
  return { status: reply.status, text: await reply.text() };
}

const chat = { model: 'tiny', messages: [{ role: 'user', content: 'hi' }] };

it('answers as an Ollama does: line by line, and has the model loaded then', async () => {
  twin = await startOllamaTwin({ models: [{ name: 'tiny:latest' }] });
  const { text } = await post('/api/chat', chat);
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ message }) => message.content).join('')).toBe('I heard: hi');
  expect(lines.at(-1)).toMatchObject({ done: true, done_reason: 'stop' });
  expect(await (await fetch(`${twin.url}/api/ps`)).json()).toMatchObject({ models: [{ name: 'tiny:latest' }] });
});

it('refuses what Ollama would silently forgive, and remembers that', async () => {
  twin = await startOllamaTwin({ models: [{ name: 'tiny' }] });
  expect((await post('/api/chat', { ...chat, num_ctx: 5 })).status).toBe(400);
  expect((await post('/api/chat', { ...chat, options: { num_ctx: '5' } })).status).toBe(400);
  expect(twin.violations).toHaveLength(2);
  expect(twin.chats).toEqual([]);
});

it.each([
  [{ ...chat, model: 'gone' }, 404, 'not found'],
  [{ ...chat, model: 'embed' }, 400, 'does not support chat'],
  [{ ...chat, think: true }, 400, 'does not support thinking'],
])('%j fails in the words of an Ollama', async (body, status, words) => {
  twin = await startOllamaTwin({ models: [{ name: 'tiny' }, { name: 'embed', capabilities: ['embedding'] }] });
  const reply = await post('/api/chat', body);
  expect(reply).toMatchObject({ status, text: expect.stringContaining(words) });
});

it('waits where a test says so', async () => {
  twin = await startOllamaTwin({ models: [{ name: 'tiny' }], without: ['/api/ps'] });
  const gate = twin.hold('/api/tags');
  let isAnswered = false;
  const asking = fetch(`${twin.url}/api/tags`).then((reply) => {
    isAnswered = true;
    return reply.json();
  });
  await gate.reached;
  expect((await fetch(`${twin.url}/api/ps`)).status).toBe(404);
  expect(isAnswered).toBe(false);
  gate.open();
  expect(await asking).toMatchObject({ models: [{ name: 'tiny' }] });
});
