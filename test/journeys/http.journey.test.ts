import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { echo, onDiscord } from './discord-bot.ts';
import { freePort } from './free-port.ts';
import { onMatrix } from './matrix-bot.ts';
import { runBot } from './run-bot.ts';
import { withModel } from './with-model.ts';

const patienceMs = 20_000;

/** What an operator's watchdog sees; `down`: nobody listens. */
async function look(port: number, path: string): Promise<{ readonly status: number | 'down'; readonly body: string }> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return { status: response.status, body: await response.text() };
  } catch {
    return { status: 'down', body: '' };
  }
}

async function turnsInto(port: number, status: number | 'down'): Promise<string> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const seen = await look(port, '/readyz');
    if (seen.status === status) return seen.body;
    if (performance.now() > end) throw new Error(`/readyz stays ${seen.status}: ${seen.body}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('health over HTTP', () => {
  it('is ready on Discord, not while its connection is lost, again when it is back, and gone after SIGTERM', async () => {
    const port = await freePort();
    const { twin, start } = await onDiscord(echo);
    const bot = await start({ METRICS_PORT: String(port) });
    expect(JSON.parse(await turnsInto(port, 200))).toEqual({ ready: true, phase: 'running', platforms: { discord: 'connected' } });
    twin.gateway.goesDown();
    expect(JSON.parse(await turnsInto(port, 503))).toMatchObject({ ready: false, platforms: { discord: 'away' } });
    expect((await look(port, '/livez')).status).toBe(200);
    twin.gateway.comesUp();
    await turnsInto(port, 200);
    expect(await bot.kill('SIGTERM')).toBe(0);
    expect((await look(port, '/livez')).status).toBe('down');
  }, 60_000);

  it('is not ready while the homeserver fails', async () => {
    const port = await freePort();
    const { twin, start } = await onMatrix(echo);
    await start({ METRICS_PORT: String(port) });
    await turnsInto(port, 200);
    twin.fault({ on: 'GET /sync', kind: '502', times: 1_000 });
    twin.user('ada').dm.says('hello');
    expect(JSON.parse(await turnsInto(port, 503))).toMatchObject({ platforms: { matrix: 'away' } });
    twin.heal();
    await turnsInto(port, 200);
  }, 60_000);

  it('counts turns, answers and what waits, and names nobody', async () => {
    const port = await freePort();
    const { start } = await withModel(({ text, finish }) => {
      text('a rustling secret');
      finish();
    });
    const probe = start({ env: { METRICS_PORT: String(port) } });
    await probe.ready();
    for (const id of ['e1', 'e2']) await probe.say({ id, from: 'ada', text: 'canary question' });
    const { status, body } = await look(port, '/metrics');
    expect(status).toBe(200);
    expect(body).toContain('miachat_turns_total{state="received"} 2');
    expect(body).toContain('miachat_turns_total{state="answered"} 2');
    expect(body).toContain('miachat_first_text_seconds_count 2');
    expect(body).toMatch(/^miachat_outbox_depth \d+$/m);
    expect(body).toMatch(/^miachat_loop_lag_seconds\{quantile="0.99"\} [\d.e-]+$/m);
    expect(body).not.toMatch(/ada|canary|rustling|terminal/);
    expect((await look(port, '/')).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${port}/metrics`, { method: 'POST' })).status).toBe(405);
  }, 60_000);

  it('says which port is taken and leaves with 3', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const address = other.address();
    const port = String(typeof address === 'object' ? address?.port : '');
    const { code, err } = await runBot('', { env: { METRICS_PORT: port } });
    expect(code).toBe(3);
    expect(err).toContain(`METRICS_PORT: port ${port} is in use by another program.`);
  });
});
