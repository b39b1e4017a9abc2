import { BotError } from '../../errors.ts';
import { nearestWord } from '../../events/nearest-word.ts';
import { literal } from '../../texts/literal.ts';
import { textOf } from '../call.ts';
import type { CommandPart } from '../command.ts';
import { connectTexts } from './texts.ts';

/** A connector that has not found out by then is given up. */
const patienceMs = 15_000;

export default {
  summary: {
    en: 'Connect a model or a platform: asks, checks, keeps.',
    de: 'Verbinde ein Modell oder eine Plattform: fragt, prüft, behält.',
  },
  details: {
    en: 'What follows the name is the first thing it would ask for, mostly an address. Only where the bot itself runs.',
    de: 'Was auf den Namen folgt, ist das Erste, wonach es fragen würde, meist eine Adresse. Nur dort, wo der Bot selbst läuft.',
  },
  examples: ['connect'],
  options: [
    { name: 'name', kind: 'word', summary: { en: 'what to connect', de: 'was verbunden wird' }, completes: true },
    { name: 'value', kind: 'word', summary: { en: 'where it is; empty: look around', de: 'wo es ist; leer: umsehen' }, maxLength: 400 },
    { name: 'model', kind: 'word', summary: { en: 'which model of it', de: 'welches Modell davon' }, maxLength: 200 },
  ],
  access: 'operator',
  lane: 'control',
  visible: 'asker',
  terminalOnly: true,
  async *run(call, { host, tell, clock }) {
    const named = textOf(call, 'name')?.toLowerCase();
    if (named === undefined) {
      const lines = host.connectors.map(({ name, summary }) => tell(connectTexts.line, { name, summary: tell(summary, {}) }));
      yield { kind: 'text', body: [tell(connectTexts.head, {}), ...lines].join('\n') };
      return;
    }
    const names = host.connectors.map(({ name }) => name);
    const connector = host.connectors.find(({ name }) => name === named);
    if (connector === undefined) throw unknown(named, names);
    yield { kind: 'progress', note: tell(connectTexts.trying, {}) };
    const fields = connector.fields(call.caller.language);
    const given = [textOf(call, 'value') ?? '', textOf(call, 'model') ?? ''];
    const values = Object.fromEntries(fields.map(({ id }, index) => [id, given[index] ?? '']));
    const late = new AbortController();
    const over = new AbortController();
    clock.sleep(patienceMs, over.signal).then(
      () => late.abort(new Error('too slow')),
      () => undefined,
    );
    const found = await connector.check(values, late.signal).finally(() => over.abort());
    if (!found.ok) {
      yield { kind: 'text', body: [tell(found.reason, {}), tell(connectTexts.failed, {})].join('\n') };
      return;
    }
    await host.connected(found.store);
    yield { kind: 'text', body: [...found.notes.map((note) => tell(note, {})), tell(connectTexts.connected, {})].join('\n') };
  },
  async complete({ option, typed }, { host, tell }) {
    if (option !== 'name') return [];
    return host.connectors
      .filter(({ name }) => name.startsWith(typed.toLowerCase()))
      .map(({ name, summary }) => ({ value: name, label: tell(summary, {}) }));
  },
} satisfies CommandPart;

function unknown(named: string, names: readonly string[]): BotError {
  const near = nearestWord(named, names);
  const shown = literal(named.slice(0, 40));
  const list = literal(names.join(', '));
  return new BotError('invalid-option', 'nothing to connect by that name', {
    field: 'name',
    advice: {
      en: `I can''t connect ${shown} yet.${near === undefined ? '' : ` Did you mean ${literal(near)}?`} There is: ${list}.`,
      de: `${shown} kann ich noch nicht verbinden.${near === undefined ? '' : ` Meintest du ${literal(near)}?`} Es gibt: ${list}.`,
    },
  });
}
