import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createFakeClock, type FakeClock } from '../../../../test/fakes/fake-clock.ts';
import { createScriptedProvider, says } from '../../../../test/fakes/scripted-provider.ts';
import { createStage, type StageOptions } from '../../../../test/fakes/stage.ts';
import { filesWith } from '../../../../test/journeys/files-with.ts';
import { createVault } from '../../../adapters/secrets/index.ts';
import { openSqliteStore, type SqliteStore } from '../../../adapters/stores/sqlite/index.ts';
import { createKeyKeeper } from '../../../bot/create-key-keeper.ts';
import type { Form } from '../../answers/form.ts';
import type { Json } from '../../answers/json.ts';
import { BotError } from '../../errors.ts';
import type { InboundEvent } from '../../events/inbound-event.ts';
import type { ChatProvider } from '../../ports/provider.ts';
import settings from './index.ts';

const good = 'sk-canary4f2a9c31d0b7a1b2';
const bad = 'sk-canaryffffffffffffffff';

/** A provider that knows one key. */
function cloud(): ChatProvider & { readonly tried: (string | undefined)[] } {
  const tried: (string | undefined)[] = [];
  return {
    ...createScriptedProvider(() => says('hello')),
    name: 'openai',
    company: 'OpenAI',
    keys: { hasOperators: false },
    tried,
    async listModels(_signal, key) {
      tried.push(key);
      if (key === 'sk-waits00000000000000') return new Promise(() => undefined);
      if (key !== good) throw new BotError('provider-auth', 'refused');
      return [{ id: 'gpt' }, { id: 'gpt-mini' }];
    },
  };
}

interface Life {
  readonly folder?: string;
  readonly clock?: FakeClock;
  /** The platform has forms of its own. */
  readonly hasForms?: boolean;
  readonly more?: Partial<StageOptions>;
  /** Nothing is taken out of the inbox: the process dies first. */
  readonly dies?: boolean;
}

async function start({ folder: given, clock = createFakeClock(), hasForms = true, more = {}, dies = false }: Life = {}) {
  const folder = given ?? mkdtempSync(join(tmpdir(), 'miachat-keys-'));
  if (given === undefined) onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const store: SqliteStore = await openSqliteStore({ folder: join(folder, 'data'), clock });
  const provider = cloud();
  const keys = createKeyKeeper({ store, vault: createVault({ file: join(folder, 'data.key') }), clock });
  const stage = await createStage({
    clock,
    store: dies ? { ...store, inbox: { ...store.inbox, claimNext: async () => undefined } } : store,
    keys,
    providers: [provider],
    script: () => says('hello'),
    commands: [{ ...settings, name: 'settings' }],
    ...more,
  });
  const forms: Form[] = [];
  if (hasForms)
    stage.platform.presentForm = async (_target, form) => {
      forms.push(form);
      return `form-${forms.length}`;
    };
  let submits = 0;
  const inbox = async (event: Partial<InboundEvent> & Pick<InboundEvent, 'kind'>): Promise<void> => {
    submits += 1;
    const envelope = {
      id: `given-${submits}-${clock.now()}`,
      account: 'fake:mia',
      room: 'fake:dm/ada',
      participant: 'fake:ada',
      name: 'ada',
      at: clock.now(),
    };
    await stage.engine.inbox({ ...envelope, ...event } as InboundEvent);
    await clock.advance(10);
  };
  const submit = (values: Readonly<Record<string, Json>>, form = forms.at(-1)?.id ?? '') =>
    inbox({ kind: 'formSubmitted', form, revision: 0, values });
  const call = async (line: string, room?: string): Promise<void> => {
    await stage.platform.command('ada', line, room as never);
    await clock.advance(10);
  };
  const last = (): string => {
    const message = stage.platform.shown.at(-1)?.message;
    return message?.kind === 'error' ? message.message : (stage.platform.texts().at(-1) ?? '');
  };
  // The key file is a real one: what is sealed takes its own time.
  const sees = (wanted: string | RegExp): Promise<void> => vi.waitFor(() => expect(last()).toMatch(wanted));
  const person = async (): Promise<string> => (await store.rooms.person('fake:ada'))?.id ?? '';
  return { ...stage, store, provider, keys, folder, forms, inbox, submit, call, person, sees };
}

const data = (folder: string): string => join(folder, 'data');

describe('/settings key', () => {
  it('asks for the key in a form, tries it, seals it and shows it masked', async () => {
    const { call, forms, submit, platform, provider, keys, person, folder, logger, sees } = await start();
    await call('settings key');
    expect(platform.texts().at(-1)).toBe('You have brought no key of your own.\nOne of your own goes in by /settings key NAME: openai');
    await platform.presses('ada', 'OpenAI key');
    await call('settings key openai');
    expect(forms).toHaveLength(2);
    expect(forms[1]?.sections[0]?.fields).toMatchObject([{ kind: 'secret', label: 'API key' }]);
    await submit({ key: ` ${good}\n` });
    await sees('Kept and sealed: sk-…a1b2 for OpenAI, 2 models. Only your own answers are paid with it.');
    expect(provider.tried).toEqual([good]);
    expect(await keys.open(await person(), 'openai')).toBe(good);
    await call('settings key');
    await sees('· openai: sk-…a1b2');
    expect([filesWith(folder, 'canary'), JSON.stringify(logger.entries).includes('canary')]).toEqual([[], false]);
  });

  it('a wrong key is refused, kept nowhere and said nowhere; one that is none is not even tried', async () => {
    const { call, forms, submit, platform, provider, keys, person, folder } = await start();
    await call('settings key openai');
    await submit({ key: bad });
    expect(forms.at(-1)?.sections[0]?.fields[0]?.fault).toBe('OpenAI refuses this key. Nothing was kept.');
    for (const none of ['two words', 'short', `x\r\ny: ${good}`, '', 'ключключключ']) await submit({ key: none });
    expect(forms.at(-1)?.sections[0]?.fields[0]?.fault).toContain('That is no key');
    expect(provider.tried).toEqual([bad]);
    expect([await keys.of(await person()), filesWith(folder, 'canary'), JSON.stringify(platform.shown).includes('canary')]).toEqual([
      [],
      [],
      false,
    ]);
  });

  it('a provider that does not answer in five seconds keeps nothing', async () => {
    const { call, forms, submit, clock, keys, person } = await start();
    await call('settings key openai');
    await submit({ key: 'sk-waits00000000000000' });
    await clock.advance(4_900);
    expect(forms).toHaveLength(1);
    await clock.advance(200);
    expect(forms.at(-1)?.sections[0]?.fields[0]?.fault).toContain('did not answer');
    expect(await keys.of(await person())).toEqual([]);
  });

  it('removes it, and says so when there is none', async () => {
    const { call, submit, platform, keys, person, sees } = await start();
    await call('settings key openai');
    await submit({ key: good });
    await sees('Kept and sealed');
    await platform.presses('ada', 'Remove it');
    await sees('Your key for OpenAI is gone, to the last byte.');
    await call('settings key openai remove');
    await sees('You have no key for openai here.');
    expect(await keys.of(await person())).toEqual([]);
  });

  it('is refused in a room whose platform has no forms, and takes no key as an argument', async () => {
    const { call, platform, sees } = await start({ hasForms: false });
    await call('settings key openai', 'den');
    await sees('Here everybody could read it. Write to me in a private chat: /settings key openai');
    for (const line of ['openai hunter2hunter2', 'hunter2hunter2', 'provider=openai value=hunter2hunter2']) {
      await call(`settings key ${line}`);
      await sees(/kept nothing of it/);
    }
    await call('settings key openai hunter2');
    await sees('After the name only “remove” goes.');
    await call('settings key hunter2');
    await sees('No provider of that name takes a key.');
    expect(JSON.stringify(platform.shown)).not.toContain('hunter2');
  });

  it('without forms is asked for by a line in private: taken at once, taken away, never kept with the form', async () => {
    const { call, platform, clock, folder, keys, person, sees } = await start({
      hasForms: false,
      more: { platform: { facts: { isLocal: false } } },
    });
    const taken: string[] = [];
    platform.takeAway = async (_target, ref) => {
      taken.push(ref);
      return taken.length === 1;
    };
    await call('settings key openai');
    expect(platform.texts().at(-1)).toMatch(
      /best effort[\s\S]*unless this chat is encrypted your server can read it[\s\S]*1 {2}API key[\s\S]*“1 KEY”/,
    );
    const first = await platform.say('ada', `1 ${bad}`);
    await clock.advance(10);
    await sees('! OpenAI refuses this key. Nothing was kept.');
    const second = await platform.say('ada', good);
    await sees('Kept and sealed: sk-…a1b2 for OpenAI, 2 models. Only your own answers are paid with it.');
    expect(taken).toEqual([first, second]);
    expect(platform.texts()).toContain('-# I may not take your message with the secret away here: please delete it yourself.');
    expect(await keys.open(await person(), 'openai')).toBe(good);
    expect(filesWith(folder, 'canary')).toEqual([]);
  });

  it.each([true, false])(
    'killed before it was dealt with (forms: %s), nothing of it lies on the disk, and it is asked for once more',
    async (hasForms) => {
      const { call, forms, clock, store, folder } = await start({ hasForms });
      await call('settings key openai');
      await store.close();
      const dying = await start({ folder, clock, hasForms, dies: true });
      if (hasForms) await dying.submit({ key: good }, forms.at(-1)?.id ?? '');
      else await dying.inbox({ kind: 'message', ref: 'm9', text: `1 ${good}` });
      expect(filesWith(folder, 'canary')).toEqual([]);
      await dying.store.close();
      const next = await start({ folder, clock, hasForms });
      await clock.advance(1_000);
      await next.sees('I was restarted while that came in');
      expect([filesWith(folder, 'canary'), await next.keys.of(await next.person())]).toEqual([[], []]);
    },
  );
});

describe('a key in the open', () => {
  it.each([
    ['a message', { kind: 'message', ref: 'm1', text: `use ${good} please` }],
    ['an edit', { kind: 'messageEdited', ref: 'm1', text: good }],
    ['a command', { kind: 'command', call: { command: `settings key provider=openai value=${good}`, args: {} }, ref: 'm1' }],
    ['an option', { kind: 'command', call: { command: 'settings key', args: { provider: 'openai', value: good } } }],
  ] as const)('%s: nothing of it is kept or answered, and its writer is told', async (_what, event) => {
    const { inbox, platform, provider, folder, logger, store, sees } = await start({ more: { platform: { facts: { isLocal: false } } } });
    const taken: string[] = [];
    platform.takeAway = async (_target, ref) => {
      taken.push(ref);
      return true;
    };
    await inbox({ ...event, room: 'fake:den' });
    expect(taken).toEqual('ref' in event ? ['m1'] : []);
    expect(platform.shown.map(({ message }) => message.kind === 'error' && message.code)).toEqual(['key-pasted']);
    await sees('ref' in event ? /I took the message away .* revoke it/ : /kept nothing of it/);
    expect(filesWith(data(folder), 'canary')).toEqual([]);
    expect([provider.tried, JSON.stringify(logger.entries).includes('canary'), JSON.stringify(platform.shown).includes('canary')]).toEqual([
      [],
      false,
      false,
    ]);
    expect(await store.history.byRef('fake:den', 'm1')).toBeUndefined();
  });

  it('that may not be taken away is left, with the request to delete it', async () => {
    const { inbox, platform, folder, sees } = await start({ more: { platform: { facts: { isLocal: false } } } });
    platform.takeAway = async () => {
      throw new BotError('platform-failed', 'down');
    };
    await inbox({ kind: 'message', ref: 'm1', text: good });
    await sees('I may not delete it here: do that, and revoke it');
    expect(filesWith(data(folder), 'canary')).toEqual([]);
  });

  it('of somebody who may not talk here is not kept either, and not answered', async () => {
    const { inbox, platform, folder } = await start({ more: { settings: { allow: ['fake:bob'] } } });
    await inbox({ kind: 'message', ref: 'm1', text: good });
    expect([platform.shown, filesWith(data(folder), 'canary')]).toEqual([[], []]);
  });

  it('in a form that nobody knows any more is written nowhere', async () => {
    const { submit, platform, folder } = await start();
    await submit({ key: 'canarycanary' }, 'gone');
    expect(platform.shown.map(({ message }) => message.kind === 'error' && message.code)).toEqual(['expired-action']);
    expect(filesWith(data(folder), 'canary')).toEqual([]);
  });
});
