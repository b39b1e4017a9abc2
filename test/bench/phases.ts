/** Where an event is between its claim and the reader's confirmation. */
export const phases = ['received', 'generating', 'answered', 'delivering'] as const;
export type Phase = (typeof phases)[number];

/** The bench asks the bot to linger once in a phase, so that a kill at a random moment can fall into it. */
export interface Hold {
  readonly phase: Phase;
  readonly lingerMs: number;
}

export interface PhaseReport {
  readonly phase: Phase;
  readonly event: string;
  readonly lingering?: boolean;
}
