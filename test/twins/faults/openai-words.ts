export { openaiChatWords as openaiWords } from './wires/openai-chat.ts';
