import type { Command } from '../command.ts';
import { completeMessage, demandOwnQuestion, messageOption, namedReply } from './find-message.ts';

export const goOn: Command = {
  name: 'continue',
  summary: { en: 'Let the last answer go on.', de: 'Lass die letzte Antwort weitergehen.' },
  examples: ['chat continue'],
  options: [messageOption],
  access: 'anyone',
  lane: 'talk',
  visible: 'room',
  async *run(call, needs) {
    const reply = await namedReply(call, needs);
    await demandOwnQuestion(call, needs, reply);
    if (reply.author.kind === 'participant') await needs.talk.retry(call, reply);
    else await needs.talk.continue(call, reply);
    yield { kind: 'talk', turn: call.turn };
  },
  complete: completeMessage,
};
