import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startModel } from '../twins/model/model-server.ts';
import { key, PseudoTerminal } from './pseudo-terminal.ts';

const program = join(import.meta.dirname, '../twins/model/bot.program.ts');

describe('at a terminal', () => {
  it('Mia greets, keeps a fact, and gives it back', async () => {
    const terminal = new PseudoTerminal();
    await terminal.see(/your data: .*data/);
    await terminal.see(/No language model found/);
    await terminal.see(/Mia \(script\) {2}Hello! This is the rehearsal/);
    await terminal.say('my dog is called Biscuit');
    await terminal.see(/Mia \(script\) {2}.*Biscuit/);
    await terminal.say('what is my dog called?');
    await terminal.see(/called\?[\s\S]*Mia \(script\) {2}.*Biscuit[\s\S]*my dog is called Biscuit"/);
    await terminal.see(/you {2}› $/);
    terminal.type(key.ctrlD);
    expect(await terminal.exited).toBe(0);
  });

  it('the arrow brings back what was typed, and wide characters can be corrected', async () => {
    const terminal = new PseudoTerminal();
    await terminal.say('mein Hund heißt 小明明');
    await terminal.see(/= 小明明[\s\S]*you {2}› $/);
    terminal.type(`${key.up}${key.backspace}\r`);
    await terminal.see(/Mia \(script\) {2}[^\n]*= 小明[^明]/);
  });

  it('a line longer than the screen is one message', async () => {
    const terminal = new PseudoTerminal({ columns: 40 });
    const name = 'Bartholomew Maximilian the Extraordinarily Long Named of Somewhere';
    await terminal.say(`my dog is called ${name}`);
    await terminal.see(/Mia \(script\) {2}[^\n]*Somewhere[\s\S]*you {2}› $/);
    await terminal.say('what is my dog called?');
    await terminal.see(new RegExp(`called\\?[\\s\\S]*${name}`));
  });

  it('Ctrl-C stops an answer and keeps what is there; later ones warn and then leave with 130', async () => {
    const model = await startModel(async ({ text, gone }) => {
      text('This goes on and on');
      await gone;
    });
    onTestFinished(() => model.close());
    const terminal = new PseudoTerminal({ program, env: { MIACHAT_PROVIDER: 'wire', WIRE_PORT: String(model.port) } });
    await terminal.say('tell me everything');
    await terminal.see(/Mia {2}This goes on and on/);
    terminal.type(key.ctrlC);
    await terminal.see(/Stopped/);
    await terminal.see(/you {2}› $/);
    const again = setInterval(() => terminal.type(key.ctrlC), 200);
    expect(await terminal.exited).toBe(130);
    clearInterval(again);
  });

  it('what is typed while she answers is kept and answered', async () => {
    const held = Promise.withResolvers<void>();
    const model = await startModel(async ({ question, text, finish }) => {
      text('First, ');
      if (question === 'one') await held.promise;
      text(`about ${question}.`);
      finish();
    });
    onTestFinished(() => model.close());
    const terminal = new PseudoTerminal({ program, env: { MIACHAT_PROVIDER: 'wire', WIRE_PORT: String(model.port) } });
    await terminal.say('one');
    await terminal.see(/Mia {2}First, /);
    terminal.type('two');
    held.resolve();
    await terminal.see(/First, about one\.\s+you {2}› two$/);
    terminal.type('\r');
    await terminal.see(/about two\./);
  });

  it('a line sent while she answers stands above its answer', async () => {
    const held = Promise.withResolvers<void>();
    const model = await startModel(async ({ question, text, finish }) => {
      if (question === 'one') await held.promise;
      text(`About ${question}.`);
      finish();
    });
    onTestFinished(() => model.close());
    const terminal = new PseudoTerminal({ program, env: { MIACHAT_PROVIDER: 'wire', WIRE_PORT: String(model.port) } });
    await terminal.say('one');
    await model.asked('one');
    terminal.type('two\r');
    held.resolve();
    await terminal.see(/About one\.\s+[\s\S]*you {2}› two\n+[\s\S]*Mia {2}About two\./);
  });

  it('NO_COLOR: not one colour code', async () => {
    const terminal = new PseudoTerminal({ env: { NO_COLOR: '1' } });
    await terminal.say('hello');
    await terminal.see(/hello[\s\S]*Mia \(script\)[\s\S]*you {2}› $/);
    expect(terminal.raw).not.toContain('\u001b[1m');
    expect(terminal.raw).not.toContain('\u001b[2m');
  });

  it('/help lists, an unknown command says what was meant, /exit leaves with 0', async () => {
    const terminal = new PseudoTerminal();
    await terminal.say('/hepl');
    await terminal.see(/Did you mean \/help/);
    await terminal.say('/help');
    await terminal.see(/\/chat say\|retry/);
    await terminal.say('/exit');
    expect(await terminal.exited).toBe(0);
  });

  it("escape codes in a model's answer do nothing to the screen", async () => {
    const model = await startModel(({ text, finish }) => {
      text('safe\u001b]0;owned\u0007\u001b[2J\u0008 text');
      finish();
    });
    onTestFinished(() => model.close());
    const terminal = new PseudoTerminal({ program, env: { MIACHAT_PROVIDER: 'wire', WIRE_PORT: String(model.port) } });
    await terminal.say('hello');
    await terminal.see(/Mia {2}safe text/);
    expect(terminal.raw).not.toContain('owned');
    expect(terminal.raw).not.toContain('\u001b[2J');
  });
});
