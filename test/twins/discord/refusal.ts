import { RESTJSONErrorCodes as Codes } from 'discord-api-types/v10';

/** Discord's nested shape of what is wrong with a form. */
export type FormErrors = { readonly _errors?: readonly FormError[] } & {
  readonly [field: string]: FormErrors | readonly FormError[] | undefined;
};

export interface FormError {
  readonly code: string;
  readonly message: string;
}

const known = new Map<number, readonly [status: number, message: string]>([
  [Codes.UnknownApplication, [404, 'Unknown Application']],
  [Codes.UnknownChannel, [404, 'Unknown Channel']],
  [Codes.UnknownGuild, [404, 'Unknown Guild']],
  [Codes.UnknownMember, [404, 'Unknown Member']],
  [Codes.UnknownMessage, [404, 'Unknown Message']],
  [Codes.UnknownUser, [404, 'Unknown User']],
  [Codes.UnknownEmoji, [400, 'Unknown Emoji']],
  [Codes.UnknownWebhook, [404, 'Unknown Webhook']],
  [Codes.UnknownInteraction, [404, 'Unknown interaction']],
  [Codes.UnknownApplicationCommand, [404, 'Unknown application command']],
  [Codes.MaximumNumberOfApplicationCommandsReached, [400, 'Maximum number of application commands reached (100).']],
  [Codes.RequestEntityTooLarge, [413, 'Request entity too large']],
  [Codes.InteractionHasAlreadyBeenAcknowledged, [400, 'Interaction has already been acknowledged.']],
  [
    Codes.ThisInteractionHasHitTheMaximumNumberOfFollowUpMessages,
    [400, 'This interaction has hit the maximum number of follow up messages'],
  ],
  [Codes.MissingAccess, [403, 'Missing Access']],
  [Codes.CannotExecuteActionOnDMChannel, [403, 'Cannot execute action on a DM channel']],
  [Codes.CannotEditMessageAuthoredByAnotherUser, [403, 'Cannot edit a message authored by another user']],
  [Codes.CannotSendAnEmptyMessage, [400, 'Cannot send an empty message']],
  [Codes.CannotSendMessagesToThisUser, [403, 'Cannot send messages to this user']],
  [Codes.CannotSendMessagesInNonTextChannel, [400, 'Cannot send messages in a non-text channel']],
  [Codes.MissingPermissions, [403, 'Missing Permissions']],
  [Codes.CannotExecuteActionOnThisChannelType, [400, 'Cannot execute action on this channel type']],
  [Codes.InvalidWebhookToken, [401, 'Invalid Webhook Token']],
  [Codes.InvalidFormBodyOrContentType, [400, 'Invalid Form Body']],
  [Codes.InvalidActionOnArchivedThread, [400, 'Thread is archived']],
  [Codes.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds, [403, 'Cannot send messages to this user due to having no mutual guilds']],
  [Codes.CannotReplyWithoutPermissionToReadMessageHistory, [400, 'Cannot reply without permission to read message history']],
  [Codes.ThreadAlreadyCreatedForMessage, [400, 'A thread has already been created for this message']],
  [Codes.ThreadLocked, [400, 'This thread is locked']],
  [Codes.RequestBodyContainsInvalidJSON, [400, 'The request body contains invalid JSON.']],
]);

/** What Discord answers instead of doing it. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: FormErrors | undefined;

  constructor(code: number, errors?: FormErrors) {
    const [status, message] = known.get(code) ?? [code === 0 ? 404 : 400, code === 0 ? '404: Not Found' : `Error ${code}`];
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

/** Refuses one field of a form with 50035. */
export function refuseField(path: readonly PropertyKey[], error: FormError): Refusal {
  return new Refusal(Codes.InvalidFormBodyOrContentType, nest(path, [error]));
}

/** `['a', 0]` and errors become `{ a: { 0: { _errors } } }`. */
export function nest(path: readonly PropertyKey[], errors: readonly FormError[]): FormErrors {
  return path.reduceRight<FormErrors>((inner, key) => ({ [String(key)]: inner }), { _errors: errors });
}

export { Codes };
