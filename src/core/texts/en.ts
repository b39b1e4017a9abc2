/** Every sentence of the bot itself, in English, as ICU messages. `de.ts` has the same keys; a test compares. */
export const en = {
  'no-model': 'No language model found, so {name} is on her script: she can greet you, remember what you tell her and answer from it, but she cannot really converse.',
  'data-folder': 'MiaChat {version} · your data: {folder}',
  leave: 'Ctrl-C stops an answer, Ctrl-D leaves.',
  'leave-again': 'Ctrl-C once more leaves.',
} as const;
