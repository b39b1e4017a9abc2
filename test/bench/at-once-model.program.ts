import { startModel } from '../twins/model/model-server.ts';

// The model twin in a process of its own: its whole answer at once, in a few pieces. It repeats the tag it was asked with and says when it was
// asked: nanoseconds of the machine's steady clock.
const model = await startModel(({ question, text, finish }) => {
  const at = process.hrtime.bigint();
  text(/tag\w+/.exec(question)?.[0] ?? 'none');
  for (const word of [` ${at}`, ' is', ' the', ' whole', ' answer']) text(word);
  finish();
});
process.send?.(model.port);
process.on('disconnect', () => process.exit(0));
