/** One suggestion while somebody types. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** At most so many suggestions at once: what the strictest platform shows. */
export const mostChoices = 25;
