import { describe, expect, it } from 'vitest';
import { asksHuman } from './asks-human.ts';

describe('a sincere question whether a person is writing', () => {
  it.each([
    'are you human?',
    'Are you really a human',
    'are you a real person?',
    'wait, are you a bot?',
    'are you an AI or what',
    'am I talking to a real person?',
    'is this a bot',
    'are u human',
    'bist du ein Mensch?',
    'Bist du wirklich ein Mensch?',
    'bist du eine KI?',
    'sag mal, bist du echt',
    'schreibe ich hier mit einem echten Menschen?',
    'bist du eigentlich ein Bot',
  ])('%s', (text) => {
    expect(asksHuman(text)).toBe(true);
  });

  it.each([
    'are you hungry?',
    'my brother is a robot engineer',
    'humans are strange',
    'are you aiming for the door?',
    'She asked him: "are you human?"',
    'bist du müde?',
    'mein Chef ist ein Mensch wie du und ich',
    'kill -9 the bot process',
    'is this a good idea?',
    'what are you up to, real quick',
  ])('not: %s', (text) => {
    expect(asksHuman(text)).toBe(false);
  });
});
