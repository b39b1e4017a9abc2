/** Characters that end lines, hide, or turn the reading direction; JSON leaves them bare. */
const tricky =
  /[\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\uffff]/g;
/** Tags of plane 14: text that no person sees and some models read. They are left out. */
const tags = /[\u{e0000}-\u{e0fff}]/gu;

/** Somebody's words as a JSON string: whatever they hold, the quote ends where we end it. */
export function quote(text: string): string {
  return JSON.stringify(defuse(text)).replace(tricky, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Takes the force from marks that local model servers read as the end of a turn wherever they stand: a space is put inside.
 * All other visible text stays as it was written.
 */
export function defuse(text: string): string {
  return text
    .replace(tags, '')
    .replace(/<([|｜])(?=[\w▁ :.-]{1,60}[|｜]>)/g, '< $1')
    .replace(/<(?=\/?(?:s|bos|eos|pad|unk|start_of_turn|end_of_turn|start_of_image)>|<\/?SYS>>)/gi, '< ')
    .replace(/\[(?=\/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_RESULTS|TOOL_CALLS)\])/g, '[ ');
}
