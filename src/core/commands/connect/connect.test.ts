import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createFakeClock } from '../../../../test/fakes/fake-clock.ts';
import { says } from '../../../../test/fakes/scripted-provider.ts';
import { createStage } from '../../../../test/fakes/stage.ts';
import { openSqliteStore } from '../../../adapters/stores/sqlite/index.ts';
import type { Form } from '../../answers/form.ts';
import type { InboundEvent } from '../../events/inbound-event.ts';
import type { Connector } from '../../ports/connector.ts';
import connect from './index.ts';

const canary = 'canarycanarycanary';

/** Something that is connected by a token. */
const harbour: Connector = {
  name: 'harbour',
  summary: { en: 'The harbour.', de: 'Der Hafen.' },
  fields: () => [{ id: 'HARBOUR_TOKEN', label: 'token', help: 'Paste it here.', kind: 'secret', limits: { required: true } }],
  check: async ({ HARBOUR_TOKEN = '' }) =>
    HARBOUR_TOKEN === canary
      ? { ok: true, notes: [{ en: '✓ Moored.', de: '✓ Festgemacht.' }], store: { HARBOUR_TOKEN } }
      : { ok: false, field: 'HARBOUR_TOKEN', reason: { en: 'That is not it.', de: 'Der ist es nicht.' } },
};

async function start(keyFile?: string) {
  const folder = mkdtempSync(join(tmpdir(), 'miachat-connect-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const clock = createFakeClock();
  const store = await openSqliteStore({ folder, clock });
  const connected: Readonly<Record<string, string>>[] = [];
  const stage = await createStage({
    clock,
    store,
    script: () => says('hello'),
    settings: { owners: ['fake:ada'] },
    commands: [{ ...connect, name: 'connect', terminalOnly: false }],
    host: {
      connectors: [harbour],
      async connected(values) {
        connected.push(values);
        return keyFile === undefined ? undefined : { keyFile };
      },
    },
  });
  const forms: Form[] = [];
  stage.platform.presentForm = async (_target, form) => {
    forms.push(form);
    return `form-${forms.length}`;
  };
  let submits = 0;
  const submit = async (values: Readonly<Record<string, string>>, isPartial = false): Promise<void> => {
    submits += 1;
    const event: InboundEvent = {
      ...{ id: `submit-${submits}`, account: 'fake:mia', room: 'fake:dm/ada', participant: 'fake:ada', name: 'ada', at: clock.now() },
      ...{ kind: 'formSubmitted', form: forms.at(-1)?.id ?? '', revision: 0, values, isPartial },
    };
    await stage.engine.inbox(event);
    await clock.advance(10);
  };
  const bytes = (): string => {
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
    return files.join('\n');
  };
  return { ...stage, forms, submit, connected, bytes };
}

describe('/connect with a secret', () => {
  it('asks for it in a form, whatever else was typed, and keeps what the connector found', async () => {
    const { platform, clock, forms, submit, connected } = await start('/data.key');
    await platform.command('ada', { command: 'connect', args: { name: 'harbour', value: 'typed in the open' } });
    await clock.advance(10);
    expect(forms[0]?.sections.flatMap(({ fields }) => fields)).toMatchObject([{ id: 'HARBOUR_TOKEN', kind: 'secret' }]);
    expect(platform.texts()).toEqual([]);
    await submit({}, true);
    expect(platform.texts()).toEqual([]);
    await submit({ HARBOUR_TOKEN: canary });
    expect(connected).toEqual([{ HARBOUR_TOKEN: canary }]);
    expect(platform.texts().at(-1)?.split('\n')).toEqual([
      '✓ Moored.',
      expect.stringContaining('/data.key'),
      expect.stringContaining('Kept'),
    ]);
  });

  it('a wrong one comes back as a fault of its field', async () => {
    const { platform, clock, forms, submit, connected } = await start();
    await platform.command('ada', 'connect harbour');
    await clock.advance(10);
    await submit({ HARBOUR_TOKEN: 'wrong' });
    expect(forms.at(-1)?.sections[0]?.fields[0]).toMatchObject({ id: 'HARBOUR_TOKEN', fault: 'That is not it.' });
    expect(connected).toEqual([]);
    await submit({ HARBOUR_TOKEN: canary });
    expect(connected).toHaveLength(1);
  });

  it('leaves no byte of it in the database or its log, right or wrong, nor in the bot’s own log', async () => {
    const { platform, clock, submit, bytes, logger, store } = await start();
    await platform.command('ada', { command: 'connect', args: { name: 'harbour', value: `typed-${canary}` } });
    await clock.advance(10);
    await submit({ HARBOUR_TOKEN: `wrong-${canary}` });
    expect(bytes()).not.toContain('canary');
    await submit({ HARBOUR_TOKEN: canary });
    expect(bytes()).not.toContain('canary');
    expect(JSON.stringify([logger.entries, platform.shown])).not.toContain('canary');
    await store.close();
    expect(bytes()).not.toContain('canary');
  });
});
