import { storeContract } from '../contracts/store-contract.ts';
import { emptyData } from './memory-data.ts';
import { createMemoryStore } from './memory-store.ts';

storeContract('memory', async () => {
  const data = emptyData();
  return { store: createMemoryStore(data), reopen: async () => createMemoryStore(data), close: async () => undefined };
});
