import { setTimeout as sleep } from 'node:timers/promises';
import { startModel } from '../twins/model/model-server.ts';

// A model in a process of its own that says so many words as it is asked for ("5 words as abc"), ten in a second, and tells the bench when it
// said the first and the last: milliseconds of the clock that the twin too writes its moments with.
const betweenMs = 100;

const model = await startModel(async ({ question, text, finish }) => {
  const [, count = '1', tag = 'none'] = /(\d+) words as (\w+)/.exec(question) ?? [];
  const begun = performance.now();
  for (let word = 0; word < Number(count); word += 1) {
    await sleep(Math.max(0, begun + word * betweenMs - performance.now()));
    if (word === 0) process.send?.({ tag, word: 'first', at: Date.now() });
    text(word === 0 ? `${tag}` : ` word${word}`);
  }
  process.send?.({ tag, word: 'last', at: Date.now() });
  finish();
});
process.send?.(model.port);
process.on('disconnect', () => process.exit(0));
