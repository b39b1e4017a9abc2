/** Milliseconds of the machine's steady clock, which all processes share. */
export const steadyMs = (): number => Number(process.hrtime.bigint()) / 1e6;
