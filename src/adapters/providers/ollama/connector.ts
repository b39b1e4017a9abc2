import type { Field } from '../../../core/answers/form.ts';
import type { Connection, Connector } from '../../../core/ports/connector.ts';
import type { Network } from '../../../core/ports/network.ts';
import { baseUrl } from '../../../core/ports/setting-types.ts';
import { finished } from '../../../core/texts/finished.ts';
import type { Localized } from '../../../core/texts/localized.ts';
import { chooseModel, isUsable } from './choose-model.ts';
import { likelyHere } from './find-ollama.ts';
import { createOllamaServer, type Up } from './ollama-server.ts';
import { listNames, nearText, sayHealth, unreachableText } from './say-health.ts';
import { texts } from './texts.ts';

const addressField = 'OLLAMA_BASE_URL';
const modelField = 'OLLAMA_MODEL';
/** A person is waiting, and told so; a slow network gets its time. */
const patienceMs = 5_000;

/** The guided way to connect an Ollama: where it is, and which model if the person cares. */
export function createOllamaConnector(tools: {
  readonly network: Network;
  /** Where it looks when no address is named; a test has places of its own. */
  readonly likely?: typeof likelyHere;
}): Connector {
  return {
    name: 'ollama',
    summary: texts.connectSummary,
    fields: (language) => [
      line(addressField, texts.addressLabel[language], texts.addressHelp[language]),
      line(modelField, texts.modelLabel[language], texts.modelHelp[language]),
    ],
    async check(values, signal) {
      const typed = values[addressField]?.trim() ?? '';
      const url = typed === '' ? undefined : completeAddress(typed);
      if (url !== undefined && !baseUrl('').safeParse(url).success) return fault(addressField, texts.badAddress);
      const server = createOllamaServer({
        baseUrl: url,
        locality: undefined,
        network: tools.network,
        likely: tools.likely ?? likelyHere,
      });
      const found = await server.survey(signal, patienceMs);
      if (found.state === 'down') return fault(addressField, unreachableText(found));
      return judge(found, values[modelField]?.trim() ?? '');
    },
  };
}

function judge(up: Up, wanted: string): Connection {
  const named = wanted === '' ? undefined : { name: wanted, setting: modelField };
  const choice = chooseModel(up.models, { named, loaded: up.loaded ?? [] });
  const address = up.address.label;
  if (choice.kind === 'chosen') {
    const { model, why } = choice;
    return {
      ok: true,
      notes: [
        finished(texts.connected, { address, models: listNames(up.models.filter(isUsable)) }),
        finished(texts.willUse, { model: model.name, why }),
      ],
      store: { [addressField]: up.address.origin, ...(named === undefined ? {} : { [modelField]: model.name }) },
    };
  }
  if (choice.kind === 'unusable' && choice.reason === 'missing')
    return fault(modelField, finished(texts.noSuchModel, { address, model: wanted, near: nearText(up.models, { name: wanted }) }));
  const health = sayHealth(up, choice);
  return fault(choice.kind === 'none' ? addressField : modelField, health.state === 'down' ? health.problem : texts.badAddress);
}

/** What people type for an address: `nas`, `192.168.1.5:11434`. */
function completeAddress(typed: string): string {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(typed)) return typed;
  const url = URL.parse(`http://${typed}`);
  // The port that Ollama listens on unless told otherwise.
  return url === null || url.port !== '' || /:80$/.test(typed) ? `http://${typed}` : `http://${typed.replace(/\/$/, '')}:11434`;
}

function line(id: string, label: string, help: string): Field {
  return { id, label, help, kind: 'line', limits: { maxLength: 300 } };
}

function fault(field: string, reason: Localized): Connection {
  return { ok: false, field, reason };
}
