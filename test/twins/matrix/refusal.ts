/** What a homeserver answers instead of doing it. */
export class Refusal extends Error {
  readonly status: number;
  readonly errcode: string;
  readonly more: Readonly<Record<string, unknown>>;
  /** A plain "there is none" to a question is no mistake of the client's. */
  readonly isAnswer: boolean;

  constructor(status: number, errcode: string, how: { readonly says: string; readonly more?: object; readonly isAnswer?: boolean }) {
    super(how.says);
    this.status = status;
    this.errcode = errcode;
    this.more = { ...how.more };
    this.isAnswer = how.isAnswer ?? false;
  }
}

export const forbid = (says: string): Refusal => new Refusal(403, 'M_FORBIDDEN', { says });
export const badJson = (says: string): Refusal => new Refusal(400, 'M_BAD_JSON', { says });
export const badParam = (says: string): Refusal => new Refusal(400, 'M_INVALID_PARAM', { says });
/** There is none, which the client could not know. */
export const notFound = (says: string): Refusal => new Refusal(404, 'M_NOT_FOUND', { says, isAnswer: true });
