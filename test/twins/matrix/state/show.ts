import type { Core } from '../core.ts';
import { editsOf, relatedTo } from './relations.ts';
import { membershipAt } from './room-state.ts';
import type { Content, Session, TwinEvent, TwinRoom } from './world.ts';

/** An event as one session gets it, with what the server adds. */
export function show(core: Core, room: TwinRoom, { event, session }: { readonly event: TwinEvent; readonly session: Session }): Content {
  const { data, replaced, redactedBy, transaction } = event;
  const relations = redactedBy === undefined ? bundle(core, room, { event, session }) : {};
  const unsigned = {
    age: ageOf(core, event),
    membership: membershipAt(room, session.user.id, event.position),
    ...(transaction?.device === session.device && data.sender === session.user.id ? { transaction_id: transaction.id } : {}),
    ...(replaced === undefined
      ? {}
      : { prev_content: replaced.data.content, prev_sender: replaced.data.sender, replaces_state: replaced.data.event_id }),
    ...(redactedBy === undefined
      ? {}
      : { redacted_by: redactedBy.data.event_id, redacted_because: { ...redactedBy.data, unsigned: { age: ageOf(core, redactedBy) } } }),
    ...(Object.keys(relations).length === 0 ? {} : { 'm.relations': relations }),
  };
  return { ...data, unsigned };
}

const ageOf = (core: Core, { data }: TwinEvent): number => Math.max(0, Math.floor(core.clock.now() - data.origin_server_ts));

/** What the server sums up of the events that belong to one. */
function bundle(core: Core, room: TwinRoom, { event, session }: { readonly event: TwinEvent; readonly session: Session }): Content {
  const edit = editsOf(room, event).at(-1);
  const thread = relatedTo(room, event.data.event_id, 'm.thread');
  const latest = thread.at(-1);
  const references = relatedTo(room, event.data.event_id, 'm.reference');
  return {
    ...(edit === undefined ? {} : { 'm.replace': { ...edit.data, unsigned: {} } }),
    ...(latest === undefined
      ? {}
      : {
          'm.thread': {
            latest_event: show(core, room, { event: latest, session }),
            count: thread.length,
            current_user_participated: [event, ...thread].some(({ data }) => data.sender === session.user.id),
          },
        }),
    ...(references.length === 0 ? {} : { 'm.reference': { chunk: references.map(({ data }) => ({ event_id: data.event_id })) } }),
  };
}

/** As a sync tells it: which room it is from stands around it. */
export function showInSync(core: Core, room: TwinRoom, how: { readonly event: TwinEvent; readonly session: Session }): Content {
  const { room_id: _, ...shown } = show(core, room, how);
  return shown;
}

/** What somebody who is not in the room gets of its state. */
export const stripEvent = ({ data }: TwinEvent): Content => ({
  type: data.type,
  state_key: data.state_key ?? '',
  sender: data.sender,
  content: data.content,
});
