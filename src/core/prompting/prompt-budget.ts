/** What a prompt's parts may take, in tokens. All of it follows from what stays the same from turn to turn. */
export interface PromptBudget {
  readonly maxTokens: number;
  /** The window without the room for the answer. */
  readonly prompt: number;
  /** Date, people present, reminder. */
  readonly moment: number;
}

/** How a window is divided between the prompt and the answer. */
export function promptBudget(window: number): PromptBudget {
  const whole = Math.max(64, Number.isFinite(window) ? Math.floor(window) : 4096);
  const maxTokens = Math.min(1024, Math.floor(whole / 4));
  const prompt = whole - maxTokens;
  return { maxTokens, prompt, moment: Math.floor(prompt * 0.2) };
}

/** App rules and personality: as much as leaves room to talk. */
export function coreShare({ prompt }: PromptBudget, moment: number): number {
  return Math.max(0, Math.floor(Math.min(prompt * 0.7, prompt * 0.85 - moment)));
}

/** Examples shrink as the personality grows: together they leave half the prompt to the talk. */
export function examplesShare({ prompt }: PromptBudget, core: number): number {
  return Math.max(0, Math.floor(Math.min(prompt * 0.1, prompt * 0.5 - core)));
}

export interface TalkShares {
  /** Pinned lore and what people said about themselves. */
  readonly pinned: number;
  readonly memory: number;
  readonly woken: number;
  /** History, once the pinned part is known. */
  history(pinned: number): number;
}

/**
 * What is left beside the fixed block, shared out. Memory and woken lore keep their share whether they need it or not:
 * if history grew into it, its beginning would move at every turn and no cache would hold.
 */
export function talkShares(
  { prompt }: PromptBudget,
  { taken, hasLore }: { readonly taken: number; readonly hasLore: boolean },
): TalkShares {
  const rest = Math.max(0, prompt - taken);
  const share = (ofPrompt: number, ofRest: number): number => Math.floor(Math.min(prompt * ofPrompt, rest * ofRest));
  const memory = share(0.15, 0.2);
  const woken = hasLore ? share(0.15, 0.15) : 0;
  return { pinned: share(0.15, 0.2), memory, woken, history: (pinned) => Math.max(0, rest - memory - woken - pinned) };
}
