import { expect, it } from 'vitest';
import { indiscreet } from '../../twins/faults/failing.ts';
import { answerJson } from '../../twins/faults/fault-server.ts';
import type { WireStage } from './wire-stage.ts';

/** The list of models, however it comes. */
export function modelsContract(stage: WireStage): void {
  const { faults, wire } = stage;
  const { models } = wire;
  if (models === undefined) return;
  const open = (): AbortSignal => new AbortController().signal;
  const list = () => stage.provider.listModels?.(open());

  it('5000 of them, some twice, with fields nobody knows: each once', async () => {
    const ids = Array.from({ length: 5_000 }, (_, index) => models.id(index));
    stage.server.on(models.path, (exchange) => answerJson(exchange, 200, models.body([...ids, ...ids.slice(0, 9)])));
    expect(new Set((await list())?.map(({ id }) => id))).toEqual(new Set(ids));
    expect(await list()).toHaveLength(ids.length);
  });

  it.each([
    ['HTML', faults.htmlPage, 'provider-protocol'],
    ['nothing', faults.nothing, 'provider-protocol'],
    ['a redirect', faults.redirect('http://127.0.0.1:9/'), 'provider-protocol'],
    ['a bomb', faults.bomb(50_000_000), 'provider-protocol'],
    ['status 500', faults.status(500, indiscreet), 'provider-failed'],
    ['another document', faults.says({ status: 200, body: { hello: indiscreet } }), 'provider-protocol'],
  ])('%s instead of a list is a failure', async (_title, fault, code) => {
    stage.server.on(models.path, fault);
    const failed = await Promise.resolve(list()).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    // A provider that tells how it is may know no more than that it is down.
    const codes = stage.provider.health === undefined ? [code] : [code, 'provider-unreachable'];
    expect(codes).toContain(Reflect.get(Object(failed), 'code'));
    stage.expectDiscreet(failed);
    expect((await stage.provider.health?.(open()))?.state ?? 'down').toBe('down');
  });

  it('stopped while it is waited for: ends with the reason', async () => {
    stage.server.on(models.path, faults.silentBeforeHead);
    const cut = new AbortController();
    const listing = stage.provider.listModels?.(cut.signal);
    await stage.server.arrived(models.path);
    cut.abort(new Error('enough'));
    await expect(listing).rejects.toThrow('enough');
  });

  if (!wire.hasKeys) return;
  it('a key that is refused: provider-auth', async () => {
    stage.server.on(models.path, faults.status(401, indiscreet));
    await expect(list()).rejects.toMatchObject({ code: 'provider-auth' });
  });
}
