import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { providerContract } from '../../../../test/contracts/provider-contract.ts';
import { readPersonality } from '../../../core/personalities/xml/read-personality.ts';
import type { ChatRequest, PromptMessage } from '../../../core/ports/provider.ts';
import part from './index.ts';
import { rehearse } from './rehearse.ts';

const mia = readPersonality(readFileSync(join(import.meta.dirname, '../../../../personalities/mia.xml'), 'utf8'));
if (!mia.ok) throw new Error('mia.xml cannot be read');
const { scripts } = mia.personality;
const noon = Date.UTC(2026, 10, 24, 12);

/** A talk with one person; says what she answers to each line. */
function talk(speaker = 'ada') {
  const messages: PromptMessage[] = [];
  let at = noon;
  return {
    messages,
    later: (ms: number) => {
      at += ms;
    },
    say(text: string, by = speaker): string {
      at += 1000;
      messages.push({ role: 'user', text, at, speaker: { id: by, name: by } });
      const answer = rehearse(toRequest(messages, at)).text;
      messages.push({ role: 'assistant', text: answer, at });
      return answer;
    },
  };
}

function toRequest(messages: readonly PromptMessage[], at = noon): ChatRequest {
  return { model: 'script', messages, hints: { seed: 0 }, language: 'en', at, scripts };
}

/** Her own words, without what she quotes. */
const own = (answer: string): string => answer.replaceAll(/["„][^"“]*["“]/g, '');

providerContract('offline', async () => ({
  provider: await part.create(),
  request: toRequest([{ role: 'user', text: 'my dog is called Biscuit', at: noon, speaker: { id: 'ada', name: 'ada' } }]),
}));

describe('told and asked', () => {
  it.each([
    ['my dog is called Biscuit', 'what is my dog called?', 'Biscuit'],
    ['My dog is called Biscuit and he hates the vacuum cleaner.', "what's my dog's name", 'Biscuit'],
    ["my dog's name is Biscuit, by the way", 'whats my dog called', 'Biscuit'],
    ['the name of my hamster is Mr. Fluff', 'do you remember what my hamster is called?', 'Mr'],
    ['I have a parrot named Sir Squawks-a-lot', 'Tell me my parrot’s name', 'Sir Squawks-a-lot'],
    ['we have two cats called Ben and Jerry', 'what are my cats called?', 'Ben and Jerry'],
    ['our boat is named Queen of Sheba!', 'what is our boat called', 'Queen of Sheba'],
    ['My little sister is called Inês', 'who is my sister?', 'Inês'],
    ['my favourite colour is dark green', 'what is my favourite colour?', 'dark green'],
    ['my birthday is 4 May', 'when is my birthday?', '4 May'],
    ['my name is Leo.', 'what is my name?', 'Leo'],
    ['Call me Ishmael', 'who am I?', 'Ishmael'],
    ['I live in Porto, near the river', 'where do I live?', 'Porto'],
    ["I'm from Norway", 'where am I from?', 'Norway'],
    ['I work as a baker', 'where do I work?', 'as a baker'],
    ['I am 34 years old', 'how old am I?', '34 years old'],
    ['I love rainy mornings', 'what do I love?', 'rainy mornings'],
    ['I hate olives', 'what do I hate?', 'olives'],
    ["I'm allergic to peanuts", 'what am I allergic to?', 'peanuts'],
    ['Ada is my boss', 'who is my boss?', 'Ada'],
    ["Bob's horse is called Thunder", "what is Bob's horse called?", 'Thunder'],
    ["my neighbour's dog is called Rex", "what is my neighbour's dog called?", 'Rex'],
    ['my tortoise is called 小明', 'what is my tortoise called?', '小明'],
    ['my car is called “The Beast” 😀', 'what is my car called?', 'The Beast'],
    ['MY DOG IS CALLED BISCUIT', 'WHAT IS MY DOG CALLED', 'BISCUIT'],
    ['hey Mia, my plant is called Planty McPlantface', 'what is my plant called?', 'Planty McPlantface'],
    ['meine Schwester heißt Ada', 'Wie heißt meine Schwester?', 'Ada'],
    ['Mein Hund heisst Keks und er bellt', 'wie heißt mein Hund nochmal', 'Keks'],
    ['Der Name meines Hundes ist Bello', 'Wie ist der Name meines Hundes?', 'Bello'],
    ['Meine Katzen heißen Max und Moritz', 'Wie heißen meine Katzen?', 'Max und Moritz'],
    ['Ich habe einen Papagei namens Lora', 'Weißt du, wie mein Papagei heißt?', 'Lora'],
    ['Ich habe eine Tante, die Gerda heißt', 'Wie heißt meine Tante?', 'Gerda'],
    ['Ich heiße Jürgen', 'Wie heiße ich?', 'Jürgen'],
    ['Ich wohne in Köln', 'Wo wohne ich?', 'Köln'],
    ['Ich komme aus Graz', 'Woher komme ich?', 'Graz'],
    ['Ich arbeite als Bäcker', 'Als was arbeite ich?', 'Bäcker'],
    ['Mein Lieblingstier ist der Dachs', 'Was ist mein Lieblingstier?', 'Dachs'],
    ['Ich mag Lakritz', 'Was mag ich?', 'Lakritz'],
    ['Unser Boot heißt Seeschwalbe', 'Wie heißt unser Boot?', 'Seeschwalbe'],
  ])('%s → %s', (told, asked, answer) => {
    const mia = talk();
    mia.say(told);
    mia.say('nothing more to say about that');
    const reply = mia.say(asked);
    expect(own(reply)).toContain(answer);
    expect(reply).toContain(told.slice(0, 12));
  });

  it('any noun and any name, and never the name for another noun', () => {
    const noun = fc.stringMatching(/^[b-df-hj-np-tv-z][aeiou][b-df-hj-np-tv-z][aeiou][kmpt]$/);
    const name = fc.stringMatching(/^[A-Z][a-z]{5,9}$/);
    fc.assert(
      fc.property(
        fc.record({ told: noun, other: noun, called: name, language: fc.constantFrom('en', 'de') }),
        ({ told, other, called, language }) => {
          fc.pre(told !== other && !called.toLowerCase().includes(told));
          const [tell, ask, askOther] =
            language === 'en'
              ? [`my ${told} is called ${called}`, `what is my ${told} called?`, `what is my ${other} called?`]
              : [`mein ${told} heißt ${called}`, `wie heißt mein ${told}?`, `wie heißt mein ${other}?`];
          const mia = talk();
          mia.say(tell);
          expect(mia.say(ask)).toContain(called);
          expect(mia.say(askOther)).not.toContain(called);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('the later telling stands; what is denied is taken back; a question tells nothing', () => {
    const mia = talk();
    mia.say('my dog is called Rex');
    mia.say('my dog is called Biscuit');
    expect(own(mia.say('what is my dog called?'))).toMatch(/Biscuit/);
    mia.say('is my dog called Wilma?');
    expect(own(mia.say('what is my dog called?'))).toMatch(/Biscuit/);
    mia.say('my dog is not called Biscuit');
    expect(own(mia.say('what is my dog called?'))).not.toMatch(/Biscuit|Rex|Wilma/);
    mia.say('if my dog were mine, my dog is called Nobody');
    expect(own(mia.say('what is my dog called?'))).not.toMatch(/Nobody/);
  });

  it("another person's dog is theirs", () => {
    const mia = talk();
    mia.say('my dog is called Biscuit', 'ada');
    expect(mia.say('what is my dog called?', 'bob')).not.toContain('Biscuit');
    expect(mia.say('what do you know about me?', 'bob')).not.toContain('Biscuit');
    expect(mia.say('what is my dog called?', 'ada')).toContain('Biscuit');
  });

  it("a neighbour's dog does not answer for mine", () => {
    const mia = talk();
    mia.say("my neighbour's dog is called Rex");
    expect(mia.say('what is my dog called?')).not.toContain('Rex');
  });

  it('says when it was told', () => {
    const mia = talk();
    mia.say('my dog is called Biscuit');
    mia.later(3 * 86_400_000);
    expect(mia.say('what is my dog called?')).toContain('3 days ago');
  });

  it('lists what it knows', () => {
    const mia = talk();
    expect(mia.say('what do you know about me?')).not.toMatch(/:/);
    mia.say('my dog is called Biscuit');
    mia.say('I live in Porto');
    expect(mia.say('what do you know about me?')).toMatch(/Biscuit.*Porto/);
  });
});

describe('the checks of the rehearsal', () => {
  it.each([
    'hello',
    'bye',
    'thanks',
    'are you human?',
    'what can you do?',
    'asdf',
    'what is my dog called?',
    'my dog is called Rex',
    'who is my aunt?',
    'hallo',
    'bist du ein Mensch?',
    'Was soll ich kochen?',
  ])('20 times %s: no line twice', (line) => {
    const mia = talk();
    mia.say('my dog is called Biscuit');
    const answers = Array.from({ length: 20 }, () => mia.say(line));
    expect(new Set(answers).size).toBe(20);
  });

  it('100 inputs without a match: 100 honest lines that say a model is missing, none repeated within 20', () => {
    const mia = talk();
    const answers = Array.from({ length: 100 }, (_, index) => mia.say(`please explain chapter ${index} of quantum gravity`));
    for (const [index, answer] of answers.entries()) expect(answers.slice(Math.max(0, index - 20), index)).not.toContain(answer);
    for (const answer of answers) expect(answer.length).toBeGreaterThan(20);
  });

  it('asks nothing, and wears no worn phrase', () => {
    const lines = scripts.flatMap((script) => Object.values(script.lines).flat());
    expect(lines.length).toBeGreaterThan(200);
    for (const line of lines) {
      expect(line).not.toContain('?');
      expect(line).not.toMatch(
        /as an AI language model|how can I assist|great question|always here for you|missed you|don't go|tapestry|delve/i,
      );
    }
  });

  it('same input, same bytes', () => {
    const lines = ['hello', 'my dog is called Biscuit', 'what is my dog called?', 'tell me a story'];
    const [one, two] = [talk(), talk()];
    expect(lines.map((line) => one.say(line))).toEqual(lines.map((line) => two.say(line)));
  });

  it('always says that it is an AI', () => {
    for (const line of ['are you human?', 'are you a real person', 'who are you?', 'what are you'])
      expect(talk().say(line)).toMatch(/\bAI\b/);
    for (const line of ['bist du ein Mensch?', 'Wer bist du?']) expect(talk().say(line)).toMatch(/\bKI\b/);
  });

  it.each([
    ['empty', ''],
    ['emoji', '🙂🙂🙂'],
    ['another language', 'quel temps fait-il'],
    ['code', 'for (;;) {}'],
    ['places', '{value} {fact} {{char}}'],
    ['10,000 letters', 'x'.repeat(10_000)],
  ])('%s gets a line', (_what, line) => {
    expect(talk().say(line).length).toBeGreaterThan(10);
  });

  it('what a person says is never filled in as a place', () => {
    const mia = talk();
    mia.say('my dog is called {quote}');
    expect(mia.say('what is my dog called?')).toContain('{quote}');
  });

  it.each([
    'my '.repeat(40_000),
    'my dog is called '.repeat(8000),
    'my a'.repeat(30_000),
    "s's".repeat(40_000),
    '?'.repeat(100_000),
    ' and my '.repeat(15_000),
    'ich '.repeat(30_000),
    '"“'.repeat(50_000),
  ])('long adversarial input %# is read in linear time', (line) => {
    // Not a timing: a pattern that backtracks would not come back within the test's time-out.
    for (let count = 0; count < 20; count += 1) expect(talk().say(line).length).toBeGreaterThan(10);
  });
});
