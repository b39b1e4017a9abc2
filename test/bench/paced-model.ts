import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

interface Mark {
  readonly tag: string;
  readonly word: 'first' | 'last';
  readonly at: number;
}

/** The model at ten tokens a second, and when it said what. */
export interface PacedModel {
  readonly port: number;
  /** When it said the first or the last word of the answer with this tag; resolves once it has. */
  said(word: Mark['word'], tag: string): Promise<number>;
  close(): void;
}

/** Starts it in a process of its own. */
export async function startPacedModel(): Promise<PacedModel> {
  const child = fork(join(import.meta.dirname, 'paced-model.program.ts'));
  const [port] = await once(child, 'message');
  const marks = new Map<string, PromiseWithResolvers<number>>();
  const markOf = (word: Mark['word'], tag: string): PromiseWithResolvers<number> => {
    const known = marks.get(`${word} ${tag}`) ?? Promise.withResolvers<number>();
    marks.set(`${word} ${tag}`, known);
    return known;
  };
  child.on('message', ({ word, tag, at }: Mark) => markOf(word, tag).resolve(at));
  return { port: Number(port), said: (word, tag) => markOf(word, tag).promise, close: () => child.disconnect() };
}
