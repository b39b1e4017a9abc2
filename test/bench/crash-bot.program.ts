import { main } from '../../src/bot/main.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { wirePart } from '../twins/model/wire-provider.ts';
import type { Hold, Phase, PhaseReport } from './phases.ts';

// The bot as it is, with an observer between engine and store that tells the bench in which phase an event is, and lingers in the one
// the bench wants to kill it in.
let wanted: Hold | undefined;
/** The terminal's reader confirms what came; on a server it is out and visible, but not yet noted as delivered. */
const confirms = process.env['DISCORD_TOKEN'] === undefined && process.env['MATRIX_ACCESS_TOKEN'] === undefined;
process.on('message', (hold: Hold) => {
  wanted = hold;
});

async function enter(phase: Phase, event: string): Promise<void> {
  const report: PhaseReport = { phase, event };
  process.send?.(report);
  if (wanted?.phase !== phase) return;
  const { lingerMs } = wanted;
  wanted = undefined;
  process.send?.({ ...report, lingering: true } satisfies PhaseReport);
  await new Promise((resolve) => setTimeout(resolve, lingerMs));
}

function watch(store: Store): Store {
  const events = new Map<string, string>();
  return {
    ...store,
    inbox: {
      ...store.inbox,
      async claim(intake) {
        const isNew = await store.inbox.claim(intake);
        if (isNew && intake.lane === 'talk') await enter('received', intake.event.id);
        return isNew;
      },
      async claimNext(lane, now) {
        const turn = await store.inbox.claimNext(lane, now);
        if (turn === undefined || lane === 'control') return turn;
        events.set(turn.id, turn.event.id);
        await enter('generating', turn.event.id);
        return turn;
      },
    },
    async commit(writes) {
      if (!confirms)
        for (const write of writes)
          if (write.write === 'deliveryState' && write.state === 'delivered') await enter('delivering', write.key);
      await store.commit(writes);
      for (const write of writes) {
        if (write.write === 'reply') await enter('answered', events.get(write.reply.turn) ?? '');
        if (write.write === 'deliveryState' && write.state === 'sent') await enter('delivering', write.key);
      }
    },
  };
}

await main(process.argv.slice(2), { providers: [wirePart], watch });
