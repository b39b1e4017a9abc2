export { createVault, type Sealed, type Vault } from './create-vault.ts';
export { Secret } from './secret.ts';
