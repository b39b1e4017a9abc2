import { expect, it } from 'vitest';
import { questionOf } from '../twins/model/model-server.ts';
import { onMatrix } from './matrix-bot.ts';

const minute = 60_000;

/** Stays out longer than she waits for an answer to end after SIGTERM. */
const patience = { timeout: 40_000 };

it(
  'SIGTERM in mid-answer: the same message is one whole answer after the restart; what was sent meanwhile is answered with a word about it',
  patience,
  async () => {
    // The homeserver is ten minutes behind the bot: what comes by its clock five minutes later has waited five minutes when she is back.
    const { twin, model, start } = await onMatrix(
      async ({ question, attempt, text, finish, gone }) => {
        text(`${question}: it began`);
        if (question === 'a story' && attempt === 1) return gone;
        text(' and ended');
        finish();
      },
      { now: () => Date.now() - 10 * minute },
    );
    const den = twin.room('den');
    const [ada, bob] = [twin.user('ada'), twin.user('bob')];
    const bot = await start();
    bob.dm.says('hello');
    await bob.dm.sees('hello: it began and ended');
    const asked = ada.in(den).mentions(twin.bot, 'a story');
    const half = await den.sees('a story: it began');
    expect(await bot.kill('SIGTERM')).toBe(0);
    expect([half.isRedacted, half.text]).toEqual([false, 'a story: it began']);
    twin.clock.advance(5 * minute);
    const missed = bob.in(den).mentions(twin.bot, 'and me?');
    bob.dm.says('are you there?');
    bob.dm.says('hello???');
    await start();
    await den.sees('a story: it began and ended');
    const second = await den.sees('and me?: it began and ended');
    await bob.dm.sees('hello???: it began and ended');
    await den.settles();
    await bob.dm.settles();
    expect([half.text, half.repliesTo]).toEqual(['a story: it began and ended', asked.id]);
    expect(den.messages().filter(({ text }) => text.startsWith('a story'))).toEqual([half]);
    expect(second.repliesTo).toBe(missed.id);
    const said = bob.dm.room.messages(bob).map(({ text }) => text);
    expect(said.slice(said.indexOf('are you there?') + 2)).toEqual([
      'I was away for 5 minutes; answering what I missed.',
      'are you there?: it began and ended',
      'hello???: it began and ended',
    ]);
    expect(model.requests.map(questionOf).toSorted()).toEqual(['a story', 'a story', 'and me?', 'are you there?', 'hello', 'hello???']);
    twin.noRefusals();
    twin.noPings();
  },
);
