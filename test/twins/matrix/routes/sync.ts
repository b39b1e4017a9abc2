import { type Call, numberFrom, ok, type Reply, type Route, readBody } from '../http/route.ts';
import { badParam, notFound } from '../refusal.ts';
import { type Filter, filterForm } from '../schemas/forms.ts';
import { isContent } from '../state/content.ts';
import { assertAlive } from '../state/sessions.ts';
import { answerSync } from '../sync/answer-sync.ts';
import type { Span } from '../sync/room-block.ts';
import { readSyncToken } from '../sync/tokens.ts';
import { assertSelf } from './access.ts';

function filterFrom({ query, user }: Call): Filter {
  const given = query.get('filter');
  if (given === null) return {};
  if (!given.startsWith('{')) {
    const stored = user.filters.get(given);
    if (stored === undefined) throw badParam('No such filter');
    return readBody(filterForm, stored);
  }
  try {
    return readBody(filterForm, JSON.parse(given));
  } catch (error) {
    if (error instanceof SyntaxError) throw badParam('filter is no JSON');
    throw error;
  }
}

/** Tells what is new, at once or as soon as there is something. */
async function sync(call: Call): Promise<Reply> {
  const { core, session, query, fault } = call;
  const filter = filterFrom(call);
  const fullState = query.get('full_state');
  if (fullState !== null && fullState !== 'true' && fullState !== 'false') throw badParam('full_state must be a boolean');
  const presence = query.get('set_presence');
  if (presence !== null && !['offline', 'online', 'unavailable'].includes(presence)) throw badParam('Invalid set_presence');
  const timeout = numberFrom(query, 'timeout', 0);
  const token = query.get('since');
  const asked = token === null ? 0 : readSyncToken(core.world, token);
  const earlier = session.syncs.findLast((one) => one < asked) ?? 0;
  const since = fault?.kind === 'replay' ? earlier : asked;
  const cap = fault?.kind === 'gap' ? fault.limit : undefined;
  const span: Span = { session, filter, since, isFull: fullState === 'true', cap };
  const isPatient = token !== null && !span.isFull && timeout > 0;
  const answer = await firstNews(call, span, isPatient ? timeout : 0);
  if (token !== null) session.syncs.push(asked);
  return ok(answer);
}

/** Waits in real time, as the client does. */
function firstNews({ core, session, gone }: Call, span: Span, timeoutMs: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      off();
    };
    const look = (isLast: boolean): void => {
      try {
        assertAlive(core, session);
        const { body, isEmpty } = answerSync(core, span);
        if (isEmpty && !isLast && !gone.aborted && !core.isDown) return;
        stop();
        resolve(body);
      } catch (error) {
        stop();
        reject(error);
      }
    };
    const timer = setTimeout(() => look(true), timeoutMs);
    // A change may be one of several: all of them go into one answer.
    let isDue = false;
    const off = core.world.onChange(() => {
      if (isDue) return;
      isDue = true;
      setImmediate(() => {
        isDue = false;
        look(false);
      });
    });
    gone.addEventListener('abort', () => look(true), { once: true });
    look(timeoutMs === 0);
  });
}

function storeFilter(call: Call): Reply {
  assertSelf(call);
  call.read(filterForm);
  const id = String(call.user.filters.size);
  call.user.filters.set(id, isContent(call.body) ? call.body : {});
  return ok({ filter_id: id });
}

function getFilter(call: Call): Reply {
  assertSelf(call);
  const filter = call.user.filters.get(call.param('filter'));
  if (filter === undefined) throw notFound('No such filter');
  return ok(filter);
}

export const syncRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/sync',
    // The last one is matrix-js-sdk's, against caches on the way.
    query: ['filter', 'since', 'full_state', 'set_presence', 'timeout', '_cacheBuster'],
    isWaiting: true,
    handle: sync,
  },
  { method: 'POST', path: '/user/:user/filter', handle: storeFilter },
  { method: 'GET', path: '/user/:user/filter/:filter', handle: getFilter },
];
