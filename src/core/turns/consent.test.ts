import { describe, expect, it } from 'vitest';
import { createScriptedProvider, says } from '../../../test/fakes/scripted-provider.ts';
import { createStage, type Stage, type StageOptions } from '../../../test/fakes/stage.ts';
import chat from '../commands/chat/index.ts';
import privacy from '../commands/privacy/index.ts';
import type { Receipt } from '../prompting/receipt.ts';

const commands = [
  { ...chat, name: 'chat' },
  { ...privacy, name: 'privacy' },
];

function far(name = 'far', company = 'Far Inc.') {
  return createScriptedProvider(() => says(`${company} answers.`), { name, company, exposure: 'cloud' });
}

const near = () => createScriptedProvider(() => says('Near answers.'), { name: 'near', exposure: 'lan' });

async function stageWith(more: Partial<StageOptions>): Promise<Stage> {
  return createStage({ script: () => says(''), commands, ...more });
}

/** `ada`, or `ada@den` for what she does in a room. */
function placeOf(who: string): { readonly name: string; readonly room?: string } {
  const [name = '', room] = who.split('@');
  return room === undefined ? { name } : { name, room };
}

async function say(stage: Stage, who: string, text: string): Promise<string> {
  const { name, ...room } = placeOf(who);
  const id = await stage.platform.say(name, text, room);
  await stage.clock.advance(5_000);
  return id;
}

async function call(stage: Stage, who: string, line: string): Promise<void> {
  const { name, room } = placeOf(who);
  await stage.platform.command(name, line, room);
  await stage.clock.advance(5_000);
}

/** What was shown last of a kind. */
function last(stage: Stage, kind: string, room = 'fake:dm/ada') {
  return stage.platform.shown.filter((one) => one.room === room && one.message.kind === kind && !one.isRemoved).at(-1)?.message;
}

function receiptOf(stage: Stage, room = 'fake:dm/ada'): Receipt | undefined {
  const reply = last(stage, 'reply', room);
  return reply?.kind === 'reply' ? reply.end?.receipt : undefined;
}

describe('words that would leave the operator’s machines', () => {
  it('wait for a yes that names the company, and go there only then; the answer belongs to the same question', async () => {
    const provider = far();
    const stage = await stageWith({ providers: [provider] });
    const asked = await say(stage, 'ada', 'hello');
    const error = last(stage, 'error');
    expect(error).toMatchObject({ code: 'needs-consent', field: 'far', to: asked, message: expect.stringContaining('Far Inc.') });
    expect(error?.kind === 'error' && error.actions?.map(({ icon }) => icon)).toEqual(['yes', 'no']);
    expect(provider.requests).toEqual([]);
    await stage.platform.presses('ada', 'Yes, Far Inc. may');
    await stage.clock.advance(5_000);
    expect(last(stage, 'reply')).toMatchObject({ text: 'Far Inc. answers.', to: asked });
    expect(provider.requests).toHaveLength(1);
    expect(receiptOf(stage)).toMatchObject({ exposure: 'cloud', ceiling: 'cloud' });
    await say(stage, 'ada', 'and again');
    expect(provider.requests).toHaveLength(2);
  });

  it.each([
    ['yes', 1],
    ['Ja.', 1],
    ['no', 0],
    ['nein danke', 0],
    ['yes, but only today', 0],
  ])('a typed “%s” is heard as what it is', async (typed, requests) => {
    const provider = far();
    const stage = await stageWith({ providers: [provider] });
    await say(stage, 'ada', 'hello');
    await say(stage, 'ada', typed);
    expect(provider.requests).toHaveLength(requests);
  });

  it('a yes long after, a stranger’s yes, and a yes that is said to nobody in a room are none', async () => {
    const provider = far();
    const stage = await stageWith({ providers: [provider] });
    await say(stage, 'ada@den', 'Mia, hello');
    await say(stage, 'ada@den', 'yes');
    await say(stage, 'bob@den', 'yes');
    await stage.clock.advance(31 * 60_000);
    await say(stage, 'ada@den', 'Mia, yes');
    expect(provider.requests).toEqual([]);
  });

  it('after a no nobody is asked again, and somebody near answers', async () => {
    const provider = far();
    const local = near();
    const stage = await stageWith({ providers: [provider, local], settings: { environment: { provider: 'far' } } });
    await stage.store.commit([
      { write: 'setting', level: 'person', owner: await personOf(stage, 'ada'), key: 'provider', value: 'far', at: 1 },
    ]);
    await say(stage, 'ada', 'hello');
    expect(last(stage, 'error')).toMatchObject({ code: 'needs-consent' });
    expect(local.requests).toEqual([]);
    await say(stage, 'ada', 'no');
    expect(last(stage, 'reply')).toMatchObject({ text: 'Near answers.' });
    await say(stage, 'ada', 'more');
    expect(local.requests).toHaveLength(2);
    expect(provider.requests).toEqual([]);
  });

  it('what was written before the yes stays at home, and the receipt says so', async () => {
    const provider = far();
    const local = near();
    const stage = await stageWith({ providers: [local, provider] });
    await say(stage, 'ada', 'my sister is called Grete');
    await call(stage, 'ada', 'privacy cloud far yes');
    await stage.store.commit([
      { write: 'setting', level: 'person', owner: await personOf(stage, 'ada'), key: 'provider', value: 'far', at: 1 },
    ]);
    await say(stage, 'ada', 'what is she called?');
    expect(JSON.stringify(provider.requests)).not.toContain('Grete');
    expect(receiptOf(stage)?.items.filter(({ reason }) => reason === 'may not travel that far')).toHaveLength(2);
  });

  it('local-only holds whatever was agreed to or chosen, for earlier lines too', async () => {
    const provider = far();
    const stage = await stageWith({ providers: [provider], settings: { cloud: 'allow' } });
    await say(stage, 'ada', 'hello');
    await call(stage, 'ada', 'privacy local-only');
    await say(stage, 'ada', 'secret');
    expect(last(stage, 'error')).toMatchObject({ code: 'no-model' });
    expect(provider.requests).toHaveLength(1);
    await call(stage, 'ada', 'privacy local-only off');
    await say(stage, 'ada', 'open again');
    expect(provider.requests).toHaveLength(2);
    // What was written meanwhile was written under the promise.
    expect(JSON.stringify(provider.requests)).not.toContain('secret');
  });

  it('never: nobody is asked and nothing goes', async () => {
    const provider = far();
    const stage = await stageWith({ providers: [provider], settings: { cloud: 'never' }, host: { cloud: 'never' } });
    await say(stage, 'ada', 'hello');
    expect(last(stage, 'error')).toMatchObject({ code: 'no-model' });
    await call(stage, 'ada', 'privacy cloud far yes');
    await say(stage, 'ada', 'hello');
    expect(provider.requests).toEqual([]);
  });

  it('a yes to one company is none to another', async () => {
    const providers = [far('far', 'Far Inc.'), far('further', 'Further Ltd.')];
    const stage = await stageWith({ providers });
    await say(stage, 'ada', 'hello');
    await say(stage, 'ada', 'yes');
    expect(providers.map(({ requests }) => requests.length)).toEqual([1, 0]);
  });
});

describe('several people in one room', () => {
  it('a local-only line is dropped when somebody else’s model is asked, with what answered it, and the receipt says so', async () => {
    const provider = far();
    const local = near();
    const stage = await stageWith({ providers: [local, provider] });
    await call(stage, 'ada', 'privacy local-only');
    await say(stage, 'ada@den', 'Mia, my diary is in the oven');
    await call(stage, 'bob@den', 'privacy cloud far yes');
    await stage.store.commit([
      { write: 'setting', level: 'person', owner: await personOf(stage, 'bob'), key: 'provider', value: 'far', at: 1 },
    ]);
    await say(stage, 'bob@den', 'Mia, what did she say?');
    const sent = JSON.stringify(provider.requests);
    expect(provider.requests).toHaveLength(1);
    expect(sent).toContain('what did she say');
    expect(sent).not.toContain('diary');
    expect(sent).not.toContain('Near answers');
    expect(receiptOf(stage, 'fake:den')?.items.filter(({ reason }) => reason === 'may not travel that far')).toHaveLength(2);
    // A near model reads both, and what it makes of them goes no further than it.
    await say(stage, 'ada@den', 'Mia, and?');
    expect(JSON.stringify(local.requests.at(-1))).toContain('what did she say');
    expect(receiptOf(stage, 'fake:den')).toMatchObject({ ceiling: 'lan' });
  });

  it('an admin’s local-only holds for everybody there', async () => {
    const provider = far();
    const stage = await stageWith({ providers: [provider], settings: { cloud: 'allow' } });
    await stage.store.commit([{ write: 'setting', level: 'room', owner: 'fake:den', key: 'ceiling', value: 'lan', at: 1 }]);
    await say(stage, 'bob@den', 'Mia, hello');
    expect(provider.requests).toEqual([]);
    await say(stage, 'bob', 'hello');
    expect(provider.requests).toHaveLength(1);
  });
});

async function personOf(stage: Stage, who: string): Promise<string> {
  await stage.platform.command(who, 'privacy');
  await stage.clock.advance(1_000);
  return (await stage.store.rooms.person(`fake:${who}`))?.id ?? '';
}
