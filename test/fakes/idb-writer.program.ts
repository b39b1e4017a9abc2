import { IDBDatabase } from '../../src/adapters/platforms/matrix/encryption/indexeddb/idb-database.ts';
import { IDBFactory } from '../../src/adapters/platforms/matrix/encryption/indexeddb/idb-factory.ts';
import { openSqliteHome } from '../../src/adapters/platforms/matrix/encryption/indexeddb/sqlite-home.ts';

// Writes one record per transaction until it is killed, and says each one's key once the transaction is complete.
const [, , file = '', first = '0'] = process.argv;
const home = openSqliteHome(file);
const request = new IDBFactory((kept) => ({ home, kept })).open('test', 1);
request.onupgradeneeded = () => {
  if (request.result instanceof IDBDatabase) request.result.createObjectStore('one');
};
request.onsuccess = () => {
  if (request.result instanceof IDBDatabase) write(request.result, Number(first));
};

function write(database: IDBDatabase, key: number): void {
  const transaction = database.transaction('one', 'readwrite');
  transaction.objectStore('one').put({ key }, key);
  transaction.oncomplete = () => {
    process.stdout.write(`${key}\n`);
    write(database, key + 1);
  };
}
