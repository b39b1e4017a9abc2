import fc from 'fast-check';

/** One IndexedDB of any make; typed loosely because it may be ours or another's. */
export interface IdbWorld {
  readonly factory: { open(name: string, version?: number): Asked };
  readonly ranges: {
    only(key: unknown): object;
    lowerBound(key: unknown, open?: boolean): object;
    upperBound(key: unknown, open?: boolean): object;
    bound(lower: unknown, upper: unknown, lowerOpen?: boolean, upperOpen?: boolean): object;
  };
}

interface Asked {
  readonly result: unknown;
  readonly error: { readonly name: string } | null;
  onsuccess: unknown;
  onerror: unknown;
}

interface Source {
  get(query: unknown): Asked;
  getKey(query: unknown): Asked;
  getAll(query?: unknown, count?: number): Asked;
  getAllKeys(query?: unknown, count?: number): Asked;
  count(query?: unknown): Asked;
  openCursor(query?: unknown): Asked;
}

interface Store extends Source {
  put(value: unknown, key?: unknown): Asked;
  add(value: unknown, key?: unknown): Asked;
  delete(query: unknown): Asked;
  clear(): Asked;
  index(name: string): Source;
  createIndex(name: string, path: unknown, options?: { readonly unique: boolean }): unknown;
  deleteIndex(name: string): void;
  readonly indexNames: { readonly length: number; item(place: number): string | null };
}

interface Transaction {
  objectStore(name: string): Store;
  commit(): void;
  abort(): void;
  readonly error: { readonly name: string } | null;
  oncomplete: unknown;
  onabort: unknown;
}

interface Database {
  readonly version: number;
  readonly objectStoreNames: { readonly length: number; item(place: number): string | null };
  transaction(names: readonly string[], mode: string): Transaction;
  createObjectStore(name: string): Store;
  deleteObjectStore(name: string): void;
  close(): void;
}

interface Cursor {
  readonly key: unknown;
  readonly primaryKey: unknown;
  readonly value: unknown;
  continue(): void;
  update(value: unknown): Asked;
  delete(): Asked;
}

const key = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -3, max: 3 }) },
  { weight: 4, arbitrary: fc.constantFrom('', 'a', 'b', 'a\u0000', '\u{1f600}', '\ud800', '\uffff', 'ab') },
  fc.constantFrom(0.5, -0.5, Number.POSITIVE_INFINITY, new Date(0), new Date(-1), [], ['a'], ['a', 1], [['a']]),
  fc.constantFrom(new Uint8Array([0]), new Uint8Array([0, 255]), new Uint8Array([1])),
);
const anything = fc.oneof({ weight: 12, arbitrary: key }, fc.constantFrom(Number.NaN, {}, true, null, undefined, [{}]));
// A plain object in its place means options, which newer editions of the standard have and ours refuses.
const asked = fc.oneof({ weight: 12, arbitrary: key }, fc.constantFrom(Number.NaN, true, null, undefined, [{}]));
const query = fc.oneof(
  fc.record({ range: fc.constant('none' as const) }),
  fc.record({ range: fc.constantFrom('only', 'key', 'lower', 'upper'), one: asked, open: fc.boolean() }),
  fc.record({ range: fc.constant('bound' as const), one: key, other: key, open: fc.boolean(), otherOpen: fc.boolean() }),
);
const value = fc.record(
  { tag: anything, n: anything, deep: fc.record({ tag: key }), text: fc.constantFrom('x', 'y') },
  { requiredKeys: [] },
);
const store = fc.constantFrom('one', 'two');
const index = fc.constantFrom(undefined, undefined, 'by-tag', 'by-n', 'by-both', 'by-deep', 'missing');
const op = fc.oneof(
  { weight: 6, arbitrary: fc.record({ op: fc.constantFrom('put' as const, 'add' as const), store, key: anything, value }) },
  {
    weight: 4,
    arbitrary: fc.record({
      op: fc.constantFrom('get' as const, 'getKey' as const, 'getAll' as const, 'getAllKeys' as const, 'count' as const),
      store,
      index,
      query,
      most: fc.constantFrom(undefined, 0, 1, 2),
    }),
  },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('delete' as const), store, query }) },
  fc.record({ op: fc.constant('clear' as const), store }),
  {
    weight: 2,
    arbitrary: fc.record({
      op: fc.constant('walk' as const),
      store,
      index,
      query,
      acts: fc.array(fc.oneof(fc.constantFrom('pass' as const, 'delete' as const), value), { maxLength: 3 }),
    }),
  },
);
const transaction = fc.record({
  mode: fc.constantFrom('readwrite', 'readwrite', 'readwrite', 'readonly'),
  ops: fc.array(op, { maxLength: 6 }),
  end: fc.constantFrom('auto' as const, 'auto' as const, 'commit' as const, 'abort' as const),
  /** A failed request does not end the transaction. */
  forgives: fc.boolean(),
});
const change = fc.oneof(
  fc.record({
    change: fc.constant('index' as const),
    store,
    name: fc.constantFrom('by-tag', 'by-n', 'by-both', 'by-deep'),
    unique: fc.boolean(),
  }),
  fc.record({ change: fc.constantFrom('drop-index' as const), store, name: fc.constantFrom('by-tag', 'by-n') }),
  fc.record({ change: fc.constantFrom('store' as const, 'drop-store' as const), store }),
  fc.record({ change: fc.constant('put' as const), store, key, value }),
  fc.record({ change: fc.constant('abort' as const) }),
);

export const programs = fc.record({
  first: fc.array(transaction, { maxLength: 5 }),
  // Each once: the reference lets the same index be deleted twice in one upgrade.
  upgrade: fc.uniqueArray(change, { maxLength: 4, selector: ({ change: kind, ...on }) => JSON.stringify([kind, on]) }),
  last: fc.array(transaction, { maxLength: 3 }),
});

type Query = typeof query extends fc.Arbitrary<infer Made> ? Made : never;
type Op = typeof op extends fc.Arbitrary<infer Made> ? Made : never;
type Change = typeof change extends fc.Arbitrary<infer Made> ? Made : never;
type Played = typeof transaction extends fc.Arbitrary<infer Made> ? Made : never;
export type Program = typeof programs extends fc.Arbitrary<infer Made> ? Made : never;

const paths: Readonly<Record<string, string | readonly string[]>> = {
  'by-tag': 'tag',
  'by-n': 'n',
  'by-both': ['tag', 'n'],
  'by-deep': 'deep.tag',
};
const start: readonly Change[] = [
  { change: 'store', store: 'one' },
  { change: 'store', store: 'two' },
  { change: 'index', store: 'one', name: 'by-tag', unique: false },
  { change: 'index', store: 'one', name: 'by-n', unique: true },
  { change: 'index', store: 'one', name: 'by-both', unique: false },
  { change: 'index', store: 'two', name: 'by-deep', unique: false },
];

/** Everything that a program gets to see: results, names of errors, how its transactions ended. */
export async function play(world: IdbWorld, { first, upgrade, last }: Program): Promise<readonly unknown[]> {
  const seen: unknown[] = [await openIdb(world, start)];
  for (const played of first) seen.push(await withDatabase(world, (database) => playTransaction(world, database, played)));
  if (upgrade.length > 0) seen.push(await openIdb(world, upgrade));
  for (const played of last) seen.push(await withDatabase(world, (database) => playTransaction(world, database, played)));
  return seen;
}

/** Opens the database, changing it when there is something to change, and says what is in it. */
export async function openIdb(world: IdbWorld, changes: readonly Change[]): Promise<unknown> {
  const before = await withDatabase(world, async ({ version, objectStoreNames }) => (objectStoreNames.length === 0 ? 0 : version));
  const version = changes.length === 0 ? undefined : before + 2;
  const seen: unknown[] = [];
  const asked = world.factory.open('test', version);
  Object.assign(asked, {
    onupgradeneeded() {
      const database = asked.result as Database;
      const upgrade = Reflect.get(asked, 'transaction') as Transaction;
      for (const made of changes) {
        try {
          seen.push(applyChange({ database, upgrade }, made));
        } catch (thrown) {
          seen.push(nameOf(thrown));
        }
      }
    },
  });
  const outcome = await settled(asked, false);
  if (outcome.error !== undefined) return [seen, outcome.error, await openIdb(world, [])];
  const database = outcome.value as Database;
  const content = await dump(database);
  database.close();
  return [seen, database.version, content];
}

function applyChange({ database, upgrade }: { readonly database: Database; readonly upgrade: Transaction }, made: Change): unknown {
  switch (made.change) {
    case 'store':
      database.createObjectStore(made.store);
      return made.change;
    case 'drop-store':
      database.deleteObjectStore(made.store);
      return made.change;
    case 'index':
      upgrade.objectStore(made.store).createIndex(made.name, paths[made.name], { unique: made.unique });
      return made.change;
    case 'drop-index':
      upgrade.objectStore(made.store).deleteIndex(made.name);
      return made.change;
    case 'put':
      upgrade.objectStore(made.store).put(made.value, made.key);
      return made.change;
    case 'abort':
      upgrade.abort();
      return made.change;
  }
}

async function withDatabase<Result>(world: IdbWorld, use: (database: Database) => Promise<Result>): Promise<Result> {
  const { value: opened } = await settled(world.factory.open('test'), false);
  const database = opened as Database;
  return use(database).finally(() => database.close());
}

async function dump(database: Database): Promise<unknown> {
  const names = Array.from({ length: database.objectStoreNames.length }, (_, place) => database.objectStoreNames.item(place) ?? '');
  if (names.length === 0) return [];
  const running = database.transaction(names, 'readonly');
  const content: unknown[] = [];
  for (const name of names) {
    const from = running.objectStore(name);
    const indexes = Array.from({ length: from.indexNames.length }, (_, place) => from.indexNames.item(place) ?? '');
    const asked = [
      from.getAllKeys(),
      from.getAll(),
      ...indexes.flatMap((each) => [from.index(each).getAllKeys(), from.index(each).getAll()]),
    ];
    content.push([name, indexes, await Promise.all(asked.map((each) => settled(each, true)))]);
  }
  return content;
}

async function playTransaction(world: IdbWorld, database: Database, { mode, ops, end, forgives }: Played): Promise<unknown> {
  const names = Array.from({ length: database.objectStoreNames.length }, (_, place) => database.objectStoreNames.item(place) ?? '');
  if (names.length === 0) return 'no stores';
  const running = database.transaction(names, mode);
  const over = new Promise<unknown>((resolve) => {
    running.oncomplete = () => resolve('complete');
    running.onabort = () => resolve(['abort', running.error?.name]);
  });
  const seen: unknown[] = [];
  for (const each of ops) {
    try {
      seen.push(await playOp({ world, running, forgives }, each));
    } catch (thrown) {
      seen.push(nameOf(thrown));
    }
  }
  try {
    if (end === 'commit') running.commit();
    if (end === 'abort') running.abort();
  } catch (thrown) {
    seen.push(nameOf(thrown));
  }
  return [seen, await over];
}

interface Stage {
  readonly world: IdbWorld;
  readonly running: Transaction;
  readonly forgives: boolean;
}

async function playOp({ world, running, forgives }: Stage, each: Op): Promise<unknown> {
  const from = running.objectStore(each.store);
  switch (each.op) {
    case 'put':
    case 'add':
      return settled(from[each.op](each.value, each.key), forgives);
    case 'clear':
      return settled(from.clear(), forgives);
    case 'delete':
      return settled(from.delete(toQuery(world, each.query)), forgives);
    case 'walk': {
      const source = each.index === undefined ? from : from.index(each.index);
      return walk(source.openCursor(toQuery(world, each.query)), [...each.acts], forgives);
    }
    default: {
      const source = each.index === undefined ? from : from.index(each.index);
      const which = toQuery(world, each.query);
      if (each.op === 'getAll' || each.op === 'getAllKeys') return settled(source[each.op](which, each.most), forgives);
      return settled(source[each.op](which), forgives);
    }
  }
}

async function walk(asked: Asked, acts: (Op | unknown)[], forgives: boolean): Promise<unknown> {
  const seen: unknown[] = [];
  for (;;) {
    const { value: stood, error } = await settled(asked, forgives);
    if (error !== undefined || stood === null || stood === undefined || seen.length > 50) return [seen, error ?? stood];
    const cursor = stood as Cursor;
    seen.push([cursor.key, cursor.primaryKey, cursor.value]);
    const act = acts.shift() ?? 'pass';
    try {
      if (act === 'delete') seen.push(await settled(cursor.delete(), forgives));
      else if (act !== 'pass') seen.push(await settled(cursor.update(act), forgives));
    } catch (thrown) {
      seen.push(nameOf(thrown));
    }
    cursor.continue();
  }
}

function toQuery({ ranges }: IdbWorld, asked: Query): unknown {
  if (asked.range === 'none') return undefined;
  if (asked.range === 'bound' && 'other' in asked) return ranges.bound(asked.one, asked.other, asked.open, asked.otherOpen);
  if (!('open' in asked)) return undefined;
  if (asked.range === 'only') return ranges.only(asked.one);
  if (asked.range === 'lower') return ranges.lowerBound(asked.one, asked.open);
  return asked.range === 'upper' ? ranges.upperBound(asked.one, asked.open) : asked.one;
}

function settled(asked: Asked, forgives: boolean): Promise<{ readonly value?: unknown; readonly error?: string }> {
  return new Promise((resolve) => {
    asked.onsuccess = () => resolve({ value: asked.result });
    asked.onerror = (event: { preventDefault(): void }) => {
      if (forgives) event.preventDefault();
      resolve({ error: asked.error?.name ?? 'none' });
    };
  });
}

function nameOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) throw thrown;
  return `threw ${thrown.name}`;
}
