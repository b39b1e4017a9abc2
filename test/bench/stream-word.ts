/** The word at that place of every answer, with the space before it. */
export const streamWord = (place: number): string => ` word${place}`;
