import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { platformContract } from '../../../../test/contracts/platform-contract.ts';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { createRecordingLogger } from '../../../../test/fakes/recording-logger.ts';
import type { Platform, PlatformSetup } from '../../../core/ports/platform.ts';
import { createSay } from '../../../core/texts/create-say.ts';
import { createPipePlatform } from './pipe-platform.ts';
import { createProbePlatform } from './probe-platform.ts';
import type { TerminalIo } from './terminal-io.ts';
import { createTtyPlatform } from './tty-platform.ts';

function setup(flags: Readonly<Record<string, boolean>> = {}): PlatformSetup {
  const kept = new Map<string, string>();
  return {
    settings: {},
    flags,
    logger: createRecordingLogger(),
    clock: createFakeClock(),
    state: {
      get: async (key) => kept.get(key),
      set: async (key, value) => void kept.set(key, value),
      delete: async (key) => void kept.delete(key),
      list: async () => [],
    },
    say: createSay(),
    front: {
      personality: { id: 'mia', name: 'Mia' },
      provider: 'scripted',
      model: 'scripted',
      lines: () => [],
      greeting: () => 'Welcome.',
    },
    dataFolder: 'data',
    version: '0',
    uptime: () => 0,
    leave: () => undefined,
    idle: async () => undefined,
  };
}

/** A mode of the terminal on streams of the test's own. */
function harness(create: (io: TerminalIo) => Platform, toLine: (text: string) => string) {
  const io = { input: new PassThrough(), output: new PassThrough(), errors: new PassThrough() };
  let shown = '';
  for (const stream of [io.output, io.errors])
    stream.setEncoding('utf8').on('data', (text: string) => {
      shown += text;
    });
  return {
    platform: create(io),
    read: () => shown,
    async say(text: string) {
      if (!io.input.destroyed) io.input.write(`${toLine(text)}\n`);
      for (let round = 0; round < 20; round += 1) await setImmediate();
    },
  };
}

platformContract('the terminal', async () =>
  harness(
    (io) => createTtyPlatform(setup(), io, false),
    (text) => text,
  ),
);

platformContract('the pipe', async () => {
  // It hands over a line only after the one before is answered, so each line is answered here.
  const made = harness(
    (io) => createPipePlatform(setup(), io),
    (text) => text,
  );
  const { start } = made.platform;
  made.platform.start = (inbox, complete) =>
    start(async (event) => {
      const taken = await inbox(event);
      void setImmediate().then(() =>
        made.platform.send(
          { room: event.room },
          { kind: 'answer', to: event.id, answer: { kind: 'text', body: '' }, last: true },
          event.id,
        ),
      );
      return taken;
    }, complete);
  return made;
});

let lines = 0;
const toProbeLine = (text: string): string => {
  lines += 1;
  return JSON.stringify({ type: 'message', id: `line-${lines}`, from: 'ada', text });
};
platformContract('the probe', async () => {
  const made = harness((io) => createProbePlatform(setup({ json: true }), io), toProbeLine);
  // A person reads the JSON's texts, without its escapes.
  return { ...made, read: () => made.read().replaceAll('\\"', '"') };
});
