import type { Field, Form } from '../../answers/form.ts';
import type { Json } from '../../answers/json.ts';
import { BotError } from '../../errors.ts';
import { nearestWord } from '../../events/nearest-word.ts';
import type { Connector } from '../../ports/connector.ts';
import { literal } from '../../texts/literal.ts';
import { textOf } from '../call.ts';
import type { CommandPart } from '../command.ts';
import type { CommandNeeds } from '../command-needs.ts';
import { connectTexts } from './texts.ts';

/** A connector that has not found out by then is given up. */
const patienceMs = 15_000;

export default {
  summary: {
    en: 'Connect a model or a platform: asks, checks, keeps.',
    de: 'Verbinde ein Modell oder eine Plattform: fragt, prüft, behält.',
  },
  details: {
    en: 'What follows the name is the first thing it would ask for, mostly an address; a secret is asked for and not shown. Only where the bot itself runs.',
    de: 'Was auf den Namen folgt, ist das Erste, wonach es fragen würde, meist eine Adresse; nach einem Geheimnis wird gefragt, ohne es zu zeigen. Nur dort, wo der Bot selbst läuft.',
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
  takesSecrets: {},
  async *run(call, needs) {
    const { host, tell, clock } = needs;
    // Values on their way are no draft: nothing of them is to be kept yet.
    if (call.isPartial) return;
    const named = textOf(call, 'name')?.toLowerCase();
    if (named === undefined) {
      const lines = host.connectors.map(({ name, summary }) => tell(connectTexts.line, { name, summary: tell(summary, {}) }));
      yield { kind: 'text', body: [tell(connectTexts.head, {}), ...lines].join('\n') };
      return;
    }
    const names = host.connectors.map(({ name }) => name);
    const connector = host.connectors.find(({ name }) => name === named);
    if (connector === undefined) throw unknown(named, names);
    const fields = connector.fields(call.caller.language);
    const isSecret = fields.some(({ kind }) => kind === 'secret');
    if (isSecret && call.values === undefined) {
      yield { kind: 'form', form: secretForm(connector, fields, needs) };
      return;
    }
    yield { kind: 'progress', note: tell(connectTexts.trying, {}) };
    const given = [textOf(call, 'value') ?? '', textOf(call, 'model') ?? ''];
    const values = Object.fromEntries(fields.map((field, index) => [field.id, broughtFor(field, call.values) ?? given[index] ?? '']));
    const late = new AbortController();
    const over = new AbortController();
    clock.sleep(patienceMs, over.signal).then(
      () => late.abort(new Error('too slow')),
      () => undefined,
    );
    const found = await connector.check(values, late.signal).finally(() => over.abort());
    if (!found.ok && isSecret) {
      const marked = fields.map((field) => (field.id === found.field ? { ...field, fault: tell(found.reason, {}) } : field));
      yield { kind: 'form', form: secretForm(connector, marked, needs) };
      return;
    }
    if (!found.ok) {
      yield { kind: 'text', body: [tell(found.reason, {}), tell(connectTexts.failed, {})].join('\n') };
      return;
    }
    const kept = await host.connected(found.store);
    const keyFile = kept?.keyFile === undefined ? [] : [tell(connectTexts['key-file'], { file: kept.keyFile })];
    yield { kind: 'text', body: [...found.notes.map((note) => tell(note, {})), ...keyFile, tell(connectTexts.connected, {})].join('\n') };
  },
  async complete({ option, typed }, { host, tell }) {
    if (option !== 'name') return [];
    return host.connectors
      .filter(({ name }) => name.startsWith(typed.toLowerCase()))
      .map(({ name, summary }) => ({ value: name, label: tell(summary, {}) }));
  },
} satisfies CommandPart;

/** Asks for what must not stand in a typed line. */
function secretForm(connector: Connector, fields: readonly Field[], { clock, tell }: Pick<CommandNeeds, 'clock' | 'tell'>): Form {
  // Steps in several lines begin on one of their own.
  const asked = fields.map((field) => (field.help.includes('\n') ? { ...field, help: `\n${field.help}` } : field));
  return {
    id: clock.id(),
    revision: 0,
    title: tell(connector.summary, {}),
    sections: [{ title: connector.name, fields: asked }],
    submit: { command: 'connect', args: { name: connector.name } },
  };
}

/** What a form brought for a field. */
function broughtFor({ id }: Field, brought: Readonly<Record<string, Json>> | undefined): string | undefined {
  const value = brought?.[id];
  return typeof value === 'string' ? value : undefined;
}

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
