/** One entry of an Ollama's list, as far as it is known. */
export interface OllamaModel {
  readonly name: string;
  readonly digest: string;
  /** How many weights it has; undefined when neither size is told. */
  readonly weights: number | undefined;
  /** It is answered on other people's servers, whatever this Ollama's address. */
  readonly isRemote: boolean;
  /** It can hold a talk: it does not only make embeddings. */
  readonly isChat: boolean;
  readonly sees: boolean;
  /** It may think aloud and takes a switch for it. */
  readonly thinks: boolean;
  /** Tokens it was trained to read; undefined where the server does not say. */
  readonly trainedFor: number | undefined;
}

/** Tokens we let a model read: more costs memory that many computers do not have. */
const usualWindow = 8192;

/** What `num_ctx` is for a model unless a request says otherwise. */
export function windowOf(model: Pick<OllamaModel, 'trainedFor'>): number {
  return Math.min(model.trainedFor ?? usualWindow, usualWindow);
}

/** True when both names mean the same entry; Ollama reads a name without a tag as `:latest`. */
export function isSameModel(a: string, b: string): boolean {
  return tagged(a) === tagged(b);
}

function tagged(name: string): string {
  const low = name.toLowerCase();
  return low.slice(low.lastIndexOf('/') + 1).includes(':') ? low : `${low}:latest`;
}

/** True for names that Ollama forwards to its makers' servers. */
export function isRemoteName(name: string): boolean {
  return /[:-]cloud$/i.test(name);
}
