/** A few lines of one character as numbers. */
export interface StyleSample {
  readonly who: string;
  readonly features: readonly number[];
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** Nearest centroid, each feature measured in its own spread within the characters; centroids are drawn a little towards the middle of all. */
export function nearestStyle(known: readonly StyleSample[], features: readonly number[], shrinkage = 0.1): string {
  const groups = Map.groupBy(known, ({ who }) => who);
  const axes = features.map((_, axis) => {
    const column = (samples: readonly StyleSample[]): readonly number[] => samples.map((sample) => sample.features[axis] ?? 0);
    const middle = mean(column(known));
    const centres = new Map([...groups].map(([who, samples]) => [who, mean(column(samples)) * (1 - shrinkage) + middle * shrinkage]));
    const within = [...groups].flatMap(([, samples]) => {
      const values = column(samples);
      return values.map((value) => (value - mean(values)) ** 2);
    });
    const overall = mean(column(known).map((value) => (value - middle) ** 2));
    // A tenth of the whole spread is added, so that a mark that hardly anybody uses cannot decide alone.
    return { centres, spread: mean(within) + 0.1 * overall + 1e-9 };
  });
  const distance = (who: string): number =>
    axes.reduce((sum, { centres, spread }, axis) => sum + ((features[axis] ?? 0) - (centres.get(who) ?? 0)) ** 2 / spread, 0);
  const [nearest] = [...groups.keys()].toSorted((a, b) => distance(a) - distance(b));
  if (nearest === undefined) throw new Error('no samples to learn from');
  return nearest;
}

/** Each sample is named by a classifier that has not seen it; the pairs of who it was and who it was taken for. */
export function leaveOneOut(samples: readonly StyleSample[]): readonly { readonly was: string; readonly taken: string }[] {
  return samples.map((sample) => ({
    was: sample.who,
    taken: nearestStyle(
      samples.filter((other) => other !== sample),
      sample.features,
    ),
  }));
}
