/** One fault, planted by replacing a piece of the source that must be there exactly once. */
export interface Fault {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

const store = 'src/adapters/stores/sqlite';

/** What must never go wrong unnoticed. */
export const faults: readonly Fault[] = [
  {
    name: 'a repeated event is taken for a new one',
    file: `${store}/claim.ts`,
    find: '      eventId,\n',
    replace: "      eventId: eventId + '#' + intake.turn,\n",
  },
  {
    name: 'a later turn overtakes an earlier one',
    file: `${store}/inbox-store.ts`,
    find: 'AND other.seq < turns.seq)`',
    replace: 'AND other.seq > turns.seq)`',
  },
  {
    name: 'a delivery is committed only after it was sent',
    file: 'src/core/replies/live-reply.ts',
    find: '    if (!hasRow) {\n      await store.commit([deliveryRow(row)]);\n      hasRow = true;\n    }\n',
    replace:
      '    if (!hasRow) {\n      ref = await platform.send(target, message, row.key);\n      await store.commit([deliveryRow(row)]);\n      hasRow = true;\n    }\n',
  },
  {
    name: 'a reply is sent again with a new key',
    file: 'src/core/replies/deliverer.ts',
    find: 'platform.send(target, final, key)',
    replace: 'platform.send(target, final, clock.id())',
  },
  {
    name: 'an old send is not looked for',
    file: 'src/core/replies/deliverer.ts',
    find: 'clock.now() - delivery.createdAt >= platform.facts.keyLifetimeMs',
    replace: 'clock.now() < 0',
  },
  {
    name: 'what a crash left half done is forgotten',
    file: 'src/core/turns/recovery.ts',
    find: 'for (const turn of unfinished) await takeUp(tools, turn);',
    replace: '',
  },
  {
    name: 'what was answered but not sent is forgotten',
    file: 'src/core/turns/recovery.ts',
    find: 'for (const delivery of outstanding) await deliverer.deliver(asUncertain(delivery));',
    replace: '',
  },
  {
    name: 'hidden reasoning is shown',
    file: 'src/core/turns/answer-as.ts',
    find: "if (delta.type === 'reasoning' || delta.text === '') continue;",
    replace: "if (delta.text === '') continue;",
  },
  {
    name: 'deleting a question leaves its answer',
    file: 'src/core/turns/forget-answers.ts',
    find: 'const answers = await answersTo(tools, question);',
    replace: 'const answers: readonly Message[] = (await answersTo(tools, question)).slice(0, 0);',
  },
  {
    name: 'recall crosses audiences',
    file: `${store}/recall-store.ts`,
    find: 'AND m.audience IN (SELECT value FROM json_each(:audiences))',
    replace: 'AND :audiences IS NOT NULL',
  },
  {
    name: 'a confirmation is not noted',
    file: 'src/core/events/handle-control.ts',
    find: "await parts.store.commit([{ write: 'deliveryState', key, state: 'delivered' }]);",
    replace: '',
  },
  {
    name: 'a stream without a finish counts as an answer',
    file: 'src/core/providers/read-stream.ts',
    find: "if (step.done === true) throw new BotError('provider-truncated', 'the stream ended without a finish');",
    replace: "if (step.done === true) {\n        yield { type: 'finish', reason: 'stop', raw: '' };\n        return;\n      }",
  },
  {
    name: 'an answer stored in the moment of a deletion stays',
    file: 'src/core/turns/answer-as.ts',
    find: "  throwIfUnwanted(signal, ['deleted']);\n",
    replace: '',
  },
  {
    name: 'an edit in the last moment is answered with the old text',
    file: 'src/core/turns/answer-as.ts',
    find: "  throwIfUnwanted(signal, ['deleted', 'edited']);\n",
    replace: '',
  },
  {
    name: 'only the first personality forgets',
    file: 'src/core/turns/forget-answers.ts',
    find: '[...replies, ...further.flat()]',
    replace: '[...replies]',
  },
  {
    name: 'a deletion on a full disk waits for the next start',
    file: 'src/core/events/handle-control.ts',
    find: '    await clock.sleep(pauseMs);\n',
    replace: '    return;\n',
  },
];
