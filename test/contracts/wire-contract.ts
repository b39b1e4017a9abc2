import { describe } from 'vitest';
import { answersContract } from './wire/answers.ts';
import { failuresContract } from './wire/failures.ts';
import { hangingUpContract } from './wire/hanging-up.ts';
import { modelsContract } from './wire/models.ts';
import { questionsContract } from './wire/questions.ts';
import { createWireStage, type WireCase } from './wire/wire-stage.ts';

export type { WireCase } from './wire/wire-stage.ts';

/** What every provider must do that reaches its model over a network; `providerContract` comes on top. */
export function wireContract(name: string, wire: WireCase): void {
  describe(`${name} over its wire`, () => {
    const stage = createWireStage(wire);
    describe('answers', () => answersContract(stage));
    describe('questions', () => questionsContract(stage));
    describe('failures', () => failuresContract(stage));
    describe('hanging up', () => hangingUpContract(stage));
    describe('models', () => modelsContract(stage));
  });
}
