import type { Answering } from '../twins/model/model-server.ts';

export function echo({ question, text, finish }: Answering): void {
  text(`You said: ${question}`);
  finish();
}
