import { describe, expect, it } from 'vitest';
import type { ChatRequest } from '../../src/core/ports/provider.ts';
import { type Behaviour, questionOf } from '../twins/model/model-server.ts';
import { commandsKnown, echo, hasButton, offers, onDiscord, promptText } from './discord-bot.ts';
import { gate } from './with-model.ts';

/** What people and personalities said, as the model reads it. */
const talkIn = ({ messages }: ChatRequest): readonly string[] => messages.filter(({ role }) => role !== 'system').map(({ text }) => text);

/** What is to be answered: everything since her last words. */
function asksIn({ messages }: ChatRequest): readonly string[] {
  const last = messages.findLastIndex(({ role }) => role === 'assistant');
  return messages.slice(last + 1).flatMap(({ role, said, text }) => (role === 'user' ? [said ?? text] : []));
}

describe('three people in one channel', () => {
  it('each is answered in order, as a reply to their question; prompts say who said what, and nothing that was not for her', async () => {
    const { twin, model, start } = await onDiscord(echo);
    const server = twin.guild('Den');
    const den = server.channel('lore');
    const [ada, bob, cyd] = [twin.user('ada'), twin.user('bob'), twin.user('cyd')];
    server.calls(bob, 'Captain Bob');
    await start();
    await ada.dm.says('my vault code is 7741, tell nobody');
    await ada.dm.sees('You said: my vault code is 7741');
    await ada.in(den).says('CHATTER before, about the vault');
    const first = await ada.in(den).mentions(twin.bot, `who keeps the vault, ${bob.mention}?`);
    const firstAnswer = await den.sees('You said: who keeps the vault, @Captain Bob?');
    await bob.in(den).repliesTo(first, 'CHATTER between bob and ada');
    const second = await bob.in(den).repliesTo(firstAnswer, 'and the vault code?');
    const third = await cyd.in(den).mentions(twin.bot, 'I know the vault too');
    await cyd.in(den).says('CHATTER at the end');
    const secondAnswer = await den.sees('You said: and the vault code?');
    const thirdAnswer = await den.sees('You said: I know the vault too');
    await den.settles();
    expect([firstAnswer.repliesTo, secondAnswer.repliesTo, thirdAnswer.repliesTo]).toEqual([first.id, second.id, third.id]);
    const order = den.messages().map(({ id }) => id);
    expect(order.indexOf(secondAnswer.id)).toBeLessThan(order.indexOf(thirdAnswer.id));
    const [, ...inDen] = model.requests;
    expect(inDen.map(talkIn)).toEqual([
      ['[ada] who keeps the vault, @Captain Bob?'],
      ['[ada] who keeps the vault, @Captain Bob?', 'You said: who keeps the vault, @Captain Bob?', '[Captain Bob] and the vault code?'],
      [
        '[ada] who keeps the vault, @Captain Bob?',
        'You said: who keeps the vault, @Captain Bob?',
        '[Captain Bob] and the vault code?',
        'You said: and the vault code?',
        '[cyd] I know the vault too',
      ],
    ]);
    expect(inDen.map((request) => /You answer "(?<name>[^"]+)"/.exec(promptText(request))?.groups?.['name'])).toEqual([
      'ada',
      'Captain Bob',
      'cyd',
    ]);
    for (const request of model.requests) expect(promptText(request)).not.toContain('CHATTER');
    for (const request of inDen) expect(JSON.stringify(request)).not.toMatch(/7741|tell nobody/);
    expect(den.transcript()).not.toContain('7741');
    twin.noRefusals();
    twin.noPings();
  });

  it('with message content granted she has heard what was said around her, and still answers only when she is meant', async () => {
    const { twin, model, start } = await onDiscord(echo, { portal: { messageContent: true } });
    const den = twin.guild('Den').channel('lore');
    const [ada, bob] = [twin.user('ada'), twin.user('bob')];
    await start();
    await bob.in(den).says('the marmalade needs seven oranges');
    await ada.in(den).mentions(twin.bot, 'what did bob say?');
    await den.sees('You said: what did bob say?');
    await den.settles();
    expect(model.requests.map(talkIn)).toEqual([['[bob] the marmalade needs seven oranges', '[ada] what did bob say?']]);
    twin.noRefusals();
    twin.noPings();
  });

  it('what was said in the channel is not taken into another channel or a DM of somebody who was not there', async () => {
    const { twin, model, start } = await onDiscord(echo);
    const server = twin.guild('Den');
    const [den, attic] = [server.channel('lore'), server.channel('attic')];
    const [ada, bob] = [twin.user('ada'), twin.user('bob')];
    await start();
    await ada.in(den).mentions(twin.bot, 'the marmalade recipe needs seven oranges');
    await den.sees('You said: the marmalade recipe');
    await bob.in(attic).mentions(twin.bot, 'what does the marmalade recipe need?');
    await attic.sees('You said: what does the marmalade');
    await bob.dm.says('tell me of the marmalade recipe');
    await bob.dm.sees('You said: tell me of the marmalade');
    expect(model.requests).toHaveLength(3);
    for (const request of model.requests.slice(1)) expect(JSON.stringify(request)).not.toContain('seven oranges');
    twin.noRefusals();
  });
});

const lines = Array.from({ length: 30 }, (_, index) => `line ${index + 1} of the flood`);

describe('thirty messages at once', () => {
  it('in a DM they are answered together: every line is asked once, in order, with few answers', async () => {
    const held = gate();
    const { twin, model, start } = await onDiscord(async ({ question, text, finish }) => {
      if (question === lines[0]) await held.opened;
      text(`You said: ${question}`);
      finish();
    });
    twin.guild('Den');
    const ada = twin.user('ada');
    await start();
    for (const line of lines) await ada.dm.says(line);
    await model.asked('line 1 of');
    held.open();
    await ada.dm.sees('You said: line 30 of', { ms: 20_000 });
    await ada.dm.settles();
    expect(model.requests.flatMap(asksIn)).toEqual(lines);
    const answers = ada.dm.room.messages().filter(({ content }) => content.includes('You said: '));
    expect(answers).toHaveLength(model.requests.length);
    // A slow machine may still be taking lines in when the first answer ends.
    expect(answers.length).toBeLessThanOrEqual(4);
    expect(twin.rateLimited).toBe(0);
    twin.noRefusals();
  });

  it('in a channel three wait and the rest join the last of them: every line is asked once, nothing is lost', async () => {
    const held = gate();
    const { twin, model, start } = await onDiscord(async ({ question, text, finish }) => {
      if (question === lines[0]) await held.opened;
      text(`You said: ${question}`);
      finish();
    });
    const den = twin.guild('Den').channel('lore');
    const people = [twin.user('ada'), twin.user('bob'), twin.user('cyd')];
    await start();
    await commandsKnown(twin);
    for (const [index, line] of lines.entries()) await people[index % 3]?.in(den).mentions(twin.bot, line);
    await model.asked('line 1 of');
    held.open();
    await den.sees('You said: line 30 of', { ms: 30_000 });
    await den.settles({ ms: 20_000 });
    expect(model.requests.flatMap(asksIn)).toEqual(lines);
    expect(model.requests.map(questionOf).slice(0, 3)).toEqual(lines.slice(0, 3));
    const answers = den.messages().filter(({ content }) => content.includes('You said: '));
    expect(answers).toHaveLength(model.requests.length);
    // One is being answered and three wait; a slow machine may still be taking lines in when the first answer ends.
    expect(answers.length).toBeGreaterThanOrEqual(4);
    expect(answers.length).toBeLessThanOrEqual(8);
    expect(twin.rateLimited).toBe(0);
    twin.noRefusals();
    twin.noPings();
  });
});

/** Begins a story that ends when the bot hangs up; everything else is repeated. */
const endless: Behaviour = async (answering) => {
  if (answering.question !== 'tell me everything') return echo(answering);
  answering.text('It began');
  const growing = setInterval(() => answering.text(' and it went on'), 50);
  await answering.gone;
  clearInterval(growing);
};

describe('stop while she is busy', () => {
  it('/chat stop by somebody else: the text so far stays, nothing more comes, the next question is answered', async () => {
    const { twin, model, start } = await onDiscord(endless);
    const den = twin.guild('Den').channel('lore');
    const [ada, bob] = [twin.user('ada'), twin.user('bob')];
    await start();
    await commandsKnown(twin);
    await ada.in(den).mentions(twin.bot, 'tell me everything');
    const answer = await den.sees(/It began and it went on/);
    await bob.in(den).mentions(twin.bot, 'and me?');
    expect((await bob.in(den).slash('chat stop').reply).text).toContain('Stopped');
    await den.sees('You said: and me?');
    await den.settles();
    expect(answer.isDeleted).toBe(false);
    const [story = '', mark] = answer.text.split('\n-# ');
    expect(story.trim()).toMatch(/^It began(?: and it went on)+$/);
    expect(mark).toBe('⏹');
    expect([hasButton(answer, 'Stop'), hasButton(answer, 'Continue')]).toEqual([false, true]);
    // What stands there is what is known from now on.
    expect(model.requests.slice(1).map(talkIn)).toEqual([['[ada] tell me everything', story.trim(), '[bob] and me?']]);
    twin.noRefusals();
    twin.noPings();
  });

  it('the Stop button under a growing answer does the same', async () => {
    const { twin, model, start } = await onDiscord(endless);
    twin.guild('Den');
    const ada = twin.user('ada');
    await start();
    await ada.dm.says('tell me everything');
    const answer = await ada.dm.sees(/It began and it went on/);
    await ada.clicks('Stop', { on: answer });
    await offers(answer, 'Continue');
    const story = answer.text;
    await ada.dm.says('and now?');
    await ada.dm.sees('You said: and now?');
    expect(answer.text).toBe(story);
    expect(model.requests).toHaveLength(2);
    twin.noRefusals();
  });
});
