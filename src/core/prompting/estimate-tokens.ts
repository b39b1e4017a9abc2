/** About how many tokens a text is: four characters each, as measured over several models; a little is added for the frame of a message. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / 4) + 4;
}
