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
    find: '    if (!isOpen) {\n      await store.commit([...(hasRow ? [] : [deliveryRow(row)]), ...plan.writes]);\n',
    replace:
      '    if (!isOpen) {\n      ref = await platform.send(target, message, row.key);\n      await store.commit([...(hasRow ? [] : [deliveryRow(row)]), ...plan.writes]);\n',
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
    file: 'src/core/turns/write-reply.ts',
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
    find: 'AND m.audience = :audience AND ',
    replace: 'AND ',
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
    file: 'src/core/turns/store-reply.ts',
    find: "  throwIfUnwanted(signal, ['deleted']);\n  await throwIfForgotten(tools, parent);\n",
    replace: '',
  },
  {
    name: 'an edit in the last moment is answered with the old text',
    file: 'src/core/turns/store-reply.ts',
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
  {
    name: 'recall reaches what was said before and after somebody was there',
    file: `${store}/recall-store.ts`,
    find: ' AND m.at >= :from AND m.at < :until',
    replace: '',
  },
  {
    name: 'what is hidden is found again',
    file: `${store}/recall-store.ts`,
    find: ' AND m.hidden IS NULL',
    replace: '',
  },
  {
    name: 'forgetting leaves what a personality repeated',
    file: 'src/core/memory/derived-replies.ts',
    find: 'const derived = new Set(echoes);',
    replace: 'const derived = new Set<string>();',
  },
  {
    name: 'undo brings nothing back',
    file: 'src/core/memory/forget.ts',
    find: "  await store.commit([{ write: 'unhide', batch }]);\n",
    replace: '',
  },
  {
    name: "somebody else's action can be pressed",
    file: 'src/core/events/run-command.ts',
    find: '  if (!isTheirs) throw await notYours(parts, action);\n',
    replace: '',
  },
  {
    name: "a command's last answer and the end of its turn are two commits",
    file: 'src/core/events/run-command.ts',
    find: 'const done = isLast',
    replace: 'const done = false',
  },
  {
    name: 'a rehearsal stands in for a model that is away',
    file: 'src/core/providers/create-model-router.ts',
    find: 'provider.rehearsal === undefined || isRehearsalMeant || !isAnyExpected',
    replace: 'true',
  },
  {
    name: 'a model of one provider is asked of another',
    file: 'src/core/providers/wish-of.ts',
    find: "const isTheirs = provider === '' ||",
    replace: 'const isTheirs = true ||',
  },
  {
    name: 'an open question is taken up by every model that comes',
    file: 'src/core/turns/open-questions.ts',
    find: '      open.clear();\n',
    replace: '',
  },
  {
    name: 'what others wrote about themselves is read out in a room',
    file: 'src/core/turns/prepare-prompt.ts',
    find: "pronouns: own.get('pronouns'), about: '' }",
    replace: "pronouns: own.get('pronouns'), about: own.get('about') }",
  },
  {
    name: 'somebody for adults speaks anywhere',
    file: 'src/core/privacy/place-rating.ts',
    find: "return place.roomKind === 'dm' && place.isOperator ? 'adult' : 'mature';",
    replace: "return 'adult';",
  },
  {
    name: 'unsaved work is thrown away',
    file: 'src/core/personalities/create-studio.ts',
    find: "      await store.commit([{ write: 'draft', personality: id, owner: viewer.person, base, body: toStored(body), at: clock.now() }]);\n",
    replace: '',
  },
  {
    name: 'a shorter answer leaves parts of the longer one on the screen',
    file: 'src/core/turns/lay-out-reply.ts',
    find: 'const gone = shown.slice(finals.length);',
    replace: 'const gone = shown.slice(shown.length);',
  },
  {
    name: 'asking again further up drops what was said since',
    file: 'src/core/turns/create-talk-controls.ts',
    find: 'if (await store.history.isHead(id)) return',
    replace: 'return',
  },
  {
    name: 'a secret typed into a chat is kept',
    file: 'src/core/answers/wizard.ts',
    find: "if (field.kind === 'secret') return { kind: 'fault'",
    replace: "if (field.kind !== field.kind) return { kind: 'fault'",
  },
  {
    name: 'a secret from a form is written into the inbox',
    file: 'src/core/events/without-secrets.ts',
    find: 'if (isAskedFor || action === undefined)',
    replace: 'if (action === undefined)',
  },
  {
    name: 'a key in a message is taken for talk',
    file: 'src/core/events/without-secrets.ts',
    find: 'return { event: holdsKey(given.text) ? pasted(given, given.ref) : given };\n      return {',
    replace: 'return { event: given };\n      return {',
  },
  {
    name: 'the old key goes while something needs it',
    file: 'src/bot/rotate-keys.ts',
    find: 'if (left > 0 || others.length === 0)',
    replace: 'if (others.length === 0)',
  },
  {
    name: 'a secret is sealed beside a rotation',
    file: 'src/bot/create-key-keeper.ts',
    find: '    keep: (person, provider, key) =>\n      vault.inTurn(async () => {',
    replace: '    keep: (person, provider, key) =>\n      Promise.resolve().then(async () => {',
  },
];
