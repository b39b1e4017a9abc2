/** The end of days, milliseconds since the epoch: quiet until somebody says otherwise. */
export const forEver = 8_640_000_000_000_000;
