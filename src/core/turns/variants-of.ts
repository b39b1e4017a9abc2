import type { Delivery, Message, Store } from '../ports/store.ts';

/** The answers of one personality to one message in one conversation, oldest first: they share a place on the screen. A branch has its own. */
export interface VariantPlace {
  readonly parent: string;
  readonly personality: string;
  readonly conversation: string | undefined;
}

export async function variantsOf(
  { history }: Pick<Store, 'history'>,
  { parent, personality, conversation }: VariantPlace,
): Promise<readonly Message[]> {
  const replies = await history.repliesTo(parent);
  return replies.filter(
    ({ author, conversation: own }) => author.kind === 'personality' && author.id === personality && own === conversation,
  );
}

/** Every answer that can be shown in the place of this one, itself included. */
export async function siblingsOf(store: Pick<Store, 'history'>, { author, parent, conversation }: Message): Promise<readonly Message[]> {
  if (author.kind !== 'personality' || parent === undefined) return [];
  const variants = await variantsOf(store, { parent, personality: author.id, conversation });
  return variants.filter(({ forgotten }) => !forgotten);
}

/** What is shown of them now, first part first. */
export async function shownOf({ deliveries }: Pick<Store, 'deliveries'>, variants: readonly Message[]): Promise<readonly Delivery[]> {
  const rows = await Promise.all(variants.map(({ id }) => deliveries.ofMessage(id)));
  return rows
    .flat()
    .filter(({ state, personality }) => state !== 'removed' && personality !== undefined)
    .toSorted((a, b) => a.part - b.part);
}
