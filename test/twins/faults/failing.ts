import type { ErrorCode } from '../../../src/core/errors.ts';
import type { Fault } from './fault-server.ts';
import { createFaults } from './faults.ts';
import type { WireWords } from './wire-words.ts';

/** One way of going wrong, and what is to come of it. */
export interface Failing {
  readonly title: string;
  readonly fault: Fault;
  readonly code: ErrorCode;
  /** What had been said by then. */
  readonly text?: string;
  /** The server has ended its answer by itself, so that there is nothing to hang up. */
  readonly isOver?: true;
}

/** What an error must not repeat: a server may say anything. */
export const indiscreet = 'canary: the hotel knows your diary';

const statuses: readonly (readonly [number, ErrorCode])[] = [
  [400, 'provider-refused'],
  [401, 'provider-auth'],
  [402, 'provider-quota'],
  [403, 'provider-auth'],
  [404, 'model-missing'],
  [408, 'provider-timeout'],
  [409, 'provider-refused'],
  [413, 'provider-refused'],
  [422, 'provider-refused'],
  [429, 'provider-limit'],
  [500, 'provider-failed'],
  [502, 'provider-failed'],
  [503, 'provider-limit'],
  [504, 'provider-failed'],
  [529, 'provider-limit'],
];

/** Everything a server was seen to do wrong, in the words of one wire. `said`: what it says before it does. */
export function failingOn(words: WireWords, said: string): readonly Failing[] {
  const faults = createFaults(words);
  return [
    { title: 'a log-in page with status 200', fault: faults.htmlPage, code: 'provider-protocol' },
    { title: 'an answer under a wrong label', fault: faults.mislabelled, code: 'provider-protocol' },
    { title: 'an answer without its end', fault: faults.noFinish(said), code: 'provider-truncated', text: said, isOver: true },
    { title: 'an answer of nothing at all', fault: faults.sends(), code: 'provider-truncated', isOver: true },
    { title: 'a connection broken before the head', fault: faults.resetBeforeHead, code: 'provider-failed', isOver: true },
    { title: 'a line of 5 MB', fault: faults.longLine(5_000_000), code: 'provider-protocol' },
    { title: 'an event cut in the middle of its JSON', fault: faults.malformed(said), code: 'provider-protocol', text: said },
    { title: 'JSON that is no answer', fault: faults.strange(), code: 'provider-protocol' },
    { title: 'an error inside the answer', fault: faults.errorInside(said, indiscreet), code: 'provider-failed', text: said },
    {
      title: 'an error of another shape inside',
      fault: faults.errorInside(said, { message: indiscreet }),
      code: 'provider-failed',
      text: said,
    },
    { title: 'an error under status 200', fault: faults.errorAtOnce(indiscreet), code: 'provider-failed' },
    { title: 'a redirect elsewhere', fault: faults.redirect('http://127.0.0.1:9/elsewhere'), code: 'provider-protocol', isOver: true },
    { title: 'a page where the talk should be', fault: faults.notThere, code: 'provider-protocol', isOver: true },
    { title: 'status 204', fault: faults.nothing, code: 'provider-protocol', isOver: true },
    { title: 'a gzip bomb', fault: faults.bomb(50_000_000), code: 'provider-protocol' },
    { title: 'something that claims to be packed', fault: faults.claimsPacked, code: 'provider-protocol' },
    ...statuses.map(
      ([status, code]): Failing => ({ title: `status ${status}`, fault: faults.status(status, indiscreet), code, isOver: true }),
    ),
    ...(words.tooLong === undefined
      ? []
      : [{ title: 'a talk that is too long', fault: faults.says(words.tooLong), code: 'context-too-long', isOver: true } as const]),
    ...(words.broke === undefined
      ? []
      : [{ title: 'an empty account', fault: faults.says(words.broke), code: 'provider-quota', isOver: true } as const]),
  ];
}
