import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect } from './connection.ts';
import { createRareWords } from './rare-words.ts';

const client = new Database(':memory:');
beforeAll(() => {
  client.exec('CREATE VIRTUAL TABLE message_index USING fts5(text)');
  const add = client.prepare('INSERT INTO message_index (text) VALUES (?)');
  client.transaction(() => {
    for (let count = 0; count < 3500; count += 1) add.run(`the ${count % 2 === 0 ? 'talk' : 'walk'} ${count % 100 === 0 ? 'seldom' : ''}`);
    add.run('pixel');
  })();
});
afterAll(() => client.close());

it('leaves out common words as long as there are rarer ones, and words that stand nowhere', () => {
  const rarest = createRareWords(connect(client));
  expect(rarest(['the', 'pixel', 'talk', 'seldom', 'nowhere'])).toEqual(['pixel', 'seldom', 'talk']);
  expect(rarest(['the', 'talk', 'walk'])).toEqual(['talk', 'walk']);
  expect(rarest(['the'])).toEqual(['the']);
  expect(rarest(['the', 'pixel'])).toEqual(['pixel', 'the']);
  expect(rarest(['nowhere', '', '"'])).toEqual([]);
});
