// What a client is put through. A scenario returns when it went well, and throws a Disappointment when it did not.
// `next` promises the next observation of a kind; `until` waits for a promise and says for what, should time run out.

import { performance } from 'node:perf_hooks';
import { report } from './report.mjs';

export class Disappointment extends Error {}

const order = { amount: 2500, attributes: ['email'] };

const isIn = ({ next, until }) => until('authenticated', next('authenticated'));

async function pay({ client, next, until }) {
  const refused = next('error').then(({ code }) => {
    throw new Disappointment(`the payment was answered ${code}`);
  });
  const result = await until('the outcome of a payment', Promise.race([client.ask('payment', order), refused]));
  report('result', { result });
  if (result?.success !== true || typeof result.user_id !== 'string') throw new Disappointment('the payment did not succeed');
}

export const scenarios = {
  payment: {
    limitMs: 20_000,
    async run(stage) {
      await isIn(stage);
      await pay(stage);
    },
  },

  expiry: {
    limitMs: 45_000,
    async run(stage) {
      const { client, next, until } = stage;
      await isIn(stage);
      const sent = next('sent', 'create_context');
      const told = next('error');
      const answered = client.ask('payment', order).then(() => {
        throw new Disappointment('somebody answered');
      });
      const error = await until('the expiry', Promise.race([told, answered]));
      const { context_id: contextId } = await sent;
      if (error.error !== 'Context expired' || error.context_id !== contextId) throw new Disappointment('another error than the expiry');
    },
  },

  'bad-credentials': {
    limitMs: 10_000,
    async run({ next, until }) {
      const closed = next('closed');
      const answer = await until('the refusal', Promise.race([next('authenticated'), next('error'), closed]));
      if (answer.code !== 'INVALID_CREDENTIALS') throw new Disappointment('not told that the credentials are wrong');
      const { code } = await until('the close', closed);
      if (code !== 4401) throw new Disappointment('closed with another code than 4401');
    },
  },

  reconnect: {
    limitMs: 60_000,
    async run(stage) {
      const { next, until } = stage;
      await isIn(stage);
      await pay(stage);
      const closed = next('closed');
      report('ready_for_restart');
      await until('the close', closed);
      const since = performance.now();
      await isIn(stage);
      report('returned', { after_ms: Math.round(performance.now() - since) });
      await pay(stage);
    },
  },
};
