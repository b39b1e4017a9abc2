/** A number as people and programs write it; NaN for anything else, also for what JavaScript would take as one: nothing, `0x10`. */
export function readNumber(text: string): number {
  return /^[\t\n\r ]*[+-]?\d{1,40}(?:\.\d{1,40})?(?:e[+-]?\d{1,4})?[\t\n\r ]*$/i.test(text) ? Number(text) : Number.NaN;
}
