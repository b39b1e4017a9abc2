import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

// A model in a process of its own that answers with the moment it got the question: nanoseconds of the machine's steady clock.
const server = createServer((socket) => {
  socket.on('error', () => socket.destroy());
  createInterface({ input: socket }).on('line', () => {
    const at = process.hrtime.bigint();
    socket.write(`${JSON.stringify({ type: 'text', text: String(at) })}\n`);
    socket.end(`${JSON.stringify({ type: 'finish', reason: 'stop', raw: 'stop' })}\n`);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' ? address?.port : undefined);
});
process.on('disconnect', () => process.exit(0));
