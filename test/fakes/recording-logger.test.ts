import { loggerContract } from '../contracts/logger-contract.ts';
import { createRecordingLogger } from './recording-logger.ts';

loggerContract('the recording logger', async () => {
  const logger = createRecordingLogger();
  return { logger, read: async () => logger.entries.map(({ event, fields }) => ({ event, ...fields })) };
});
