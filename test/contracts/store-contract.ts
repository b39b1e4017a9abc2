import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/core/ports/store.ts';
import { deliveryContract } from './delivery-contract.ts';
import { factContract } from './fact-contract.ts';
import { forgettingContract } from './forgetting-contract.ts';
import { inboxContract } from './inbox-contract.ts';
import { libraryContract } from './library-contract.ts';
import { presenceContract } from './presence-contract.ts';
import { recallContract } from './recall-contract.ts';
import { settingsContract } from './settings-contract.ts';
import { statsContract } from './stats-contract.ts';
import { storeProperties } from './store-properties.ts';
import { deliveryOf, intakeOf, talk } from './store-samples.ts';
import { talkContract } from './talk-contract.ts';
import { usageContract } from './usage-contract.ts';

export interface ContractStore {
  readonly store: Store;
  /** Ends the process, so to speak, and opens the same data again. */
  reopen(): Promise<Store>;
  close(): Promise<void>;
}

/** The store of the test that runs. */
export interface StoreStage {
  readonly store: Store;
  /** From here on `store` is another one with the same data. */
  reopen(): Promise<void>;
}

/** What every store does, whatever it is made of. */
export function storeContract(name: string, open: () => Promise<ContractStore>): void {
  describe(`${name}: store contract`, () => {
    let opened: ContractStore;
    let store: Store;
    const stage: StoreStage = {
      get store() {
        return store;
      },
      async reopen() {
        store = await opened.reopen();
      },
    };

    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.close());

    inboxContract(stage);
    talkContract(stage);
    recallContract(stage);
    deliveryContract(stage);
    forgettingContract(stage);
    factContract(stage);
    presenceContract(stage);
    libraryContract(stage);
    settingsContract(stage);
    statsContract(stage);
    usageContract(stage);

    it('commits all or nothing', async () => {
      await talk(stage.store, [intakeOf('1')]);
      const foreign = deliveryOf('2', { room: 'test:nowhere' });
      await expect(stage.store.commit([{ write: 'turn', id: 't-1', state: 'dead' }, deliveryOf('1'), foreign])).rejects.toMatchObject({
        code: 'storage-failed',
      });
      expect((await stage.store.turns.get('t-1'))?.state).toBe('received');
      expect(await stage.store.deliveries.byKey('d-1')).toBeUndefined();
    });
  });

  storeProperties(name, open);
}
