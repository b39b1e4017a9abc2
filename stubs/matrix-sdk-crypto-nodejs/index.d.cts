/** The names that matrix-bot-sdk's own types mention; nothing behind them works. */
export class OlmMachine {
  private constructor();
}
export class DeviceLists {
  private constructor();
}
export enum StoreType {
  Sqlite = 0,
}
