'use strict';

// matrix-bot-sdk reads these names when it is imported; its own encryption is never used, so whoever makes one of them gets told.
function standIn(name) {
  return class {
    constructor() {
      throw new Error(`${name}: this stand-in has no crypto`);
    }
  };
}

module.exports = {
  Attachment: standIn('Attachment'),
  DeviceId: standIn('DeviceId'),
  DeviceLists: standIn('DeviceLists'),
  EncryptedAttachment: standIn('EncryptedAttachment'),
  EncryptionAlgorithm: Object.freeze({ OlmV1Curve25519AesSha2: 0, MegolmV1AesSha2: 1 }),
  EncryptionSettings: standIn('EncryptionSettings'),
  OlmMachine: standIn('OlmMachine'),
  RequestType: Object.freeze({ KeysUpload: 0, KeysQuery: 1, KeysClaim: 2, ToDevice: 3, SignatureUpload: 4, RoomMessage: 5, KeysBackup: 6 }),
  RoomId: standIn('RoomId'),
  StoreType: Object.freeze({ Sqlite: 0 }),
  UserId: standIn('UserId'),
};
