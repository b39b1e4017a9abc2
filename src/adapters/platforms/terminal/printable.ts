// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const sequences = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu;

/** Text that may stand in a terminal: without escape sequences and control characters, which could move, hide or send things there. */
export function printable(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(sequences, '');
}
