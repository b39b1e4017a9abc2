import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import type { ChatRequest } from '../../src/core/ports/provider.ts';
import { questionOf } from '../twins/model/model-server.ts';
import { steadyMs } from './steady-ms.ts';
import { streamWord } from './stream-word.ts';

// A model in a process of its own that says so many words at such a pace as it is asked for ("300 words, 30 a second"). Its first word is the
// moment it was said: milliseconds of the machine's steady clock.
const server = createServer((socket) => {
  socket.on('error', () => socket.destroy());
  createInterface({ input: socket })
    .on('error', () => socket.destroy())
    .on('line', (line) => {
      const request: ChatRequest = JSON.parse(line);
      const [, count = '1', pace = '30'] = /(\d+) words, (\d+) a second/.exec(questionOf(request)) ?? [];
      const betweenMs = 1_000 / Number(pace);
      const begun = steadyMs();
      let said = 0;
      const send = (delta: object): void => void socket.write(`${JSON.stringify(delta)}\n`);
      // As many as are due: a model that has fallen behind catches up.
      const tick = (): void => {
        if (socket.destroyed) return;
        do {
          send({ type: 'text', text: said === 0 ? steadyMs().toFixed(3) : streamWord(said) });
          said += 1;
        } while (said < Number(count) && begun + said * betweenMs <= steadyMs());
        if (said < Number(count)) return void setTimeout(tick, Math.max(0, begun + said * betweenMs - steadyMs()));
        send({ type: 'finish', reason: 'stop', raw: 'stop' });
        socket.end();
      };
      tick();
    });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' ? address?.port : undefined);
});
process.on('disconnect', () => process.exit(0));
