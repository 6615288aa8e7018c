/**
 * What the shop's server answers, with a model and a request: the same file, and the same answers, in every runtime.
 *
 *   /recommend?history=tea,jam        what to offer next to these
 *   /why?history=tea,jam&item=honey   what speaks for one of them: the parts sum to the score
 *   /health                           which build of the kernels runs, and what is wrong with it
 * @module
 */
import { kernelBuild, KindredError, selfCheck } from 'kindred';
import { ConsentLedger, decide, signalsOf } from 'kindred/privacy';

/**
 * @param {import('kindred').ItemKNNModel} model
 * @param {Request} request
 */
export function answer(model, request) {
  const { pathname, searchParams } = new URL(request.url);
  const visitor = { history: searchParams.get('history')?.split(',') ?? [] };
  try {
    if (pathname === '/recommend') {
      const { personalised, reason } = consent(request);
      return json({ personalised, reason, items: model.recommend(visitor, { k: 3, personalised }) });
    }
    if (pathname === '/why') {
      const { score, parts } = model.explain(visitor, searchParams.get('item') ?? '');
      return json({ score, parts: parts.map(({ item, contribution }) => ({ item, contribution })) });
    }
    if (pathname === '/health') {
      const faults = selfCheck();
      return json({ ...kernelBuild, faults }, faults.length > 0 ? 500 : 200);
    }
    return json({ error: 'not found' }, 404);
  } catch (error) {
    if (!(error instanceof KindredError)) throw error;
    return json({ error: error.message }, 400);
  }
}

/** The banner writes the day of consent into a cookie. Without it, and where the browser sends Sec-GPC, everybody gets the best-sellers. */
function consent({ headers }) {
  const time = /(?:^|; )consent=(\d{4}-\d\d-\d\d)/.exec(headers.get('cookie') ?? '')?.[1];
  const purpose = 'personalisation';
  const ledger = ConsentLedger.from(
    time ? [{ person: 'visitor', purpose, action: 'grant', basis: 'consent', time, source: 'banner' }] : [],
  );
  return decide('visitor', purpose, { ledger, asOf: new Date(), signals: signalsOf(headers, { purposes: [purpose] }) });
}

const json = (value, status = 200) => new Response(JSON.stringify(value), { status, headers: { 'Content-Type': 'application/json' } });
