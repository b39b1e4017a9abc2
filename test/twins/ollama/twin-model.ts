/** A model as a test describes it; what is left out is not told to anybody. */
export interface TwinModel {
  readonly name: string;
  /** As Ollama writes it: `8.0B`. */
  readonly parameterSize?: string;
  /** Bytes of the file. */
  readonly size?: number;
  readonly quantization?: string;
  readonly families?: readonly string[];
  /** Said by `/api/show` only. */
  readonly capabilities?: readonly string[];
  readonly contextLength?: number;
  readonly remoteHost?: string;
}

/** One entry of `/api/tags`. */
export function toListed({
  name,
  parameterSize,
  size = 4_000_000_000,
  quantization = 'Q4_K_M',
  families = ['llama'],
  remoteHost,
}: TwinModel) {
  return {
    name,
    model: name,
    modified_at: '2026-11-20T10:00:00Z',
    size,
    digest: digestOf(name),
    ...(remoteHost === undefined ? {} : { remote_host: remoteHost, remote_model: name.replace(/[:-]cloud$/, '') }),
    details: {
      parent_model: '',
      format: 'gguf',
      family: families[0] ?? '',
      families,
      ...(parameterSize === undefined ? {} : { parameter_size: parameterSize }),
      quantization_level: quantization,
    },
  };
}

/** What `/api/show` says. */
export function toShown(model: TwinModel) {
  return {
    license: 'for tests',
    details: toListed(model).details,
    model_info: {
      'general.architecture': 'llama',
      ...(model.contextLength === undefined ? {} : { 'llama.context_length': model.contextLength }),
    },
    capabilities: model.capabilities ?? ['completion'],
    ...(model.remoteHost === undefined ? {} : { remote_host: model.remoteHost }),
  };
}

/** The name with its tag, as Ollama reads it. */
export function tagged(name: string): string {
  return name.includes(':') ? name : `${name}:latest`;
}

function digestOf(name: string): string {
  return Buffer.from(name).toString('hex').padEnd(64, '0').slice(0, 64);
}
