import { UserId } from '@matrix-org/matrix-sdk-crypto-wasm';

/** Made anew for each call: the wasm takes them away. What is no user id is passed over. */
export function toUsers(users: readonly string[]): UserId[] {
  return users.flatMap((user) => {
    try {
      return new UserId(user);
    } catch {
      return [];
    }
  });
}
