import { type EncryptionSettings, OlmMachine, type RoomId, type UserId } from '@matrix-org/matrix-sdk-crypto-wasm';
import { openEncryptedStage } from './encrypted-stage.ts';

// Makes the wasm panic in a task of its own, as a fault in it would: a message is sealed without a key having been shared.
const stage = openEncryptedStage();
const mia = stage.createDevice('@mia:example.org', 'MIA', {
  onPanic: (error) => void process.stderr.write(`panic: ${error.message}\n`),
});
await mia.open();
OlmMachine.prototype.shareRoomKey = async (_room: RoomId, _users: UserId[], _settings: EncryptionSettings) => [];
process.on('exit', () => stage.remove());
await mia.say('hello', []);
process.exit(0);
