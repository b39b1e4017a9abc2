import type { Field } from '../../../core/answers/form.ts';
import type { Connection, Connector } from '../../../core/ports/connector.ts';
import { finished } from '../../../core/texts/finished.ts';
import type { Localized } from '../../../core/texts/localized.ts';
import type { SaidHealth } from './say-health.ts';
import { texts } from './texts.ts';

export interface HostConnectorPlan {
  readonly name: string;
  readonly summary: Localized;
  /** Absent: it is where it is. */
  readonly address?: {
    readonly field: string;
    readonly help: Localized;
    readonly example: string;
    /** What an address without a path is completed with. */
    readonly path: string;
    isFine(url: string): boolean;
  };
  readonly key: { readonly field: string; readonly help: Localized };
  /** The field of the model. */
  readonly model: string;
  /** Looks at the server with these values and no others. */
  look(values: HostValues, signal: AbortSignal): Promise<SaidHealth>;
}

export interface HostValues {
  readonly address: string | undefined;
  readonly key: string | undefined;
  readonly model: string | undefined;
}

/** Names that a sentence lists before it stops. */
const mostNamed = 8;

/** The guided way to connect a server of Chat Completions: where it is, the key, and which model if the person cares. */
export function createHostConnector(plan: HostConnectorPlan): Connector {
  const { address, key, model } = plan;
  const fieldOf = (fault: SaidHealth['fault']): string =>
    fault === 'model' ? model : fault === 'address' && address !== undefined ? address.field : key.field;
  return {
    name: plan.name,
    summary: plan.summary,
    fields(language) {
      const keyField: Field = {
        id: key.field,
        label: texts.keyLabel[language],
        help: key.help[language],
        kind: 'secret',
        limits: { maxLength: 500 },
      };
      return [
        ...(address === undefined ? [] : [line(address.field, texts.addressLabel[language], address.help[language])]),
        keyField,
        line(model, texts.modelLabel[language], texts.modelHelp[language]),
      ];
    },
    async check(typed, signal) {
      const given = (field: string): string | undefined => typed[field]?.trim() || undefined;
      const values: HostValues = {
        address: address === undefined ? undefined : completeAddress(given(address.field), address.path),
        key: given(key.field),
        model: given(model),
      };
      if (address !== undefined && values.address !== undefined && !address.isFine(values.address))
        return { ok: false, field: address.field, reason: finished(texts.badAddress, { example: address.example }) };
      const { health, fault } = await plan.look(values, signal);
      if (health.state === 'down') return { ok: false, field: fieldOf(fault), reason: health.problem };
      return {
        ok: true,
        notes: notesOf(health),
        // An empty one forgets what was kept before: a key belongs to its server.
        store: {
          ...(address === undefined ? {} : { [address.field]: values.address ?? '' }),
          [key.field]: values.key ?? '',
          [model]: values.model === undefined ? '' : (health.chosen?.model.id ?? values.model),
        },
      };
    },
  };
}

function notesOf({
  address,
  models,
  chosen,
}: Extract<SaidHealth['health'], { readonly state: 'up' }>): Extract<Connection, { ok: true }>['notes'] {
  const named = models.slice(0, mostNamed).map(({ id }) => id);
  const names = `${named.join(', ')}${models.length > mostNamed ? ', …' : ''}`;
  return [
    finished(texts.connected, { label: address, names }),
    ...(chosen === undefined ? [] : [finished(texts.willUse, { model: chosen.model.id, why: chosen.why })]),
  ];
}

/** What people type for an address: `127.0.0.1:1234`, `https://models.example`. */
function completeAddress(typed: string | undefined, path: string): string | undefined {
  if (typed === undefined) return undefined;
  const full = /^[a-z][a-z\d+.-]*:\/\//i.test(typed) ? typed : `http://${typed}`;
  return URL.parse(full)?.pathname === '/' ? full.replace(/\/$/, '') + path : full;
}

function line(id: string, label: string, help: string): Field {
  return { id, label, help, kind: 'line', limits: { maxLength: 300 } };
}
