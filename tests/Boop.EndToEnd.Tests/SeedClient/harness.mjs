// node harness.mjs --url ws://127.0.0.1:5080/ws/vendor --scenario payment [--document PATH] [--client published|sample] [--limit-ms N]
// Credentials come from BOOP_VENDOR_ID and BOOP_API_KEY. See docs/seed-client.md.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { webcrypto } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, parseArgs } from 'node:util';
import { compile, cutClass, pointTo } from './published-class.mjs';
import { finish, report } from './report.mjs';
import { openSampleClient } from './sample-client.mjs';
import { Disappointment, scenarios } from './scenarios.mjs';
import { traffic, WatchedSocket } from './watched-socket.mjs';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const crypto = globalThis.crypto ?? webcrypto;

let waitingFor = 'its start';

/** The next observation of a kind; for `sent`, of a message type. */
function next(kind, type) {
  return new Promise((resolve) => {
    const listen = (observed, facts) => {
      if (observed !== kind || (type && facts.type !== type)) return;
      traffic.off('observed', listen);
      resolve(facts);
    };
    traffic.on('observed', listen);
  });
}

function until(what, promise) {
  waitingFor = what;
  return promise;
}

function observe(kind, facts) {
  report(kind, facts);
  // Later than the client, which must have handled the message before a scenario goes on.
  setImmediate(() => traffic.emit('observed', kind, facts));
}

function findDocument(named) {
  const given = named ?? process.env.BOOP_SEED_DOCUMENT;
  if (given) return given;
  const folder = path.join(repository, '..', 'shared', 'seed');
  const found = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.txt')).sort() : [];
  return found.length > 0 ? path.join(folder, found[0]) : undefined;
}

function openPublished(document, { url, vendorId, apiKey }) {
  const spoken = (...words) => report('printed', { text: format(...words) });
  const source = pointTo(cutClass(readFileSync(document, 'utf8')), url);
  const VendorWebSocket = compile(source, { WebSocket: WatchedSocket, crypto, console: { log: spoken, error: spoken } });
  const client = new VendorWebSocket(vendorId, apiKey);
  client.connect();
  return { ask: (type, requirements) => client.createAuthContext(type, requirements) };
}

function open(options, settings) {
  const document = options.client === 'sample' ? undefined : findDocument(options.document);
  if (options.client === 'published' && !document) throw new Disappointment('no document with the published client is at hand');
  report('client', { kind: document ? 'published' : 'sample', node: process.versions.node, crypto_provided: !globalThis.crypto });
  return document
    ? openPublished(document, settings)
    : openSampleClient({ ...settings, WebSocket: WatchedSocket, newId: () => crypto.randomUUID() });
}

function watch() {
  traffic.on('violation', (what) => finish(false, { because: 'a message beyond the public page', ...what }));
  traffic.on('sent', (message) => observe('sent', { type: message.type, context_id: message.context_id }));
  traffic.on('closed', (code, reason) => observe('closed', { code, reason }));
  traffic.on('received', ({ type, ...facts }) => observe(type, facts));
}

async function main() {
  const { values: options } = parseArgs({
    options: {
      url: { type: 'string' },
      scenario: { type: 'string' },
      document: { type: 'string' },
      client: { type: 'string' },
      'limit-ms': { type: 'string' },
    },
  });
  const scenario = Object.hasOwn(scenarios, options.scenario ?? '') ? scenarios[options.scenario] : undefined;
  if (!scenario || !options.url) {
    throw new Disappointment(`--url and --scenario (${Object.keys(scenarios).join(', ')}) are needed`);
  }
  if (options.client && !['published', 'sample'].includes(options.client)) throw new Disappointment('--client is published or sample');

  const limitMs = Number(options['limit-ms'] ?? scenario.limitMs);
  setTimeout(() => finish(false, { because: `${limitMs} ms passed`, waiting_for: waitingFor }), limitMs);
  watch();
  const client = open(options, {
    url: options.url,
    vendorId: process.env.BOOP_VENDOR_ID ?? 'ven_abc123',
    apiKey: process.env.BOOP_API_KEY ?? 'sk_live_xyz789',
  });
  await scenario.run({ client, next, until });
}

// The published client bears no refused connection: its process ends, and the report says why.
process.on('uncaughtException', (fault) => finish(false, { because: 'the client broke', fault: fault.message }));
main().then(
  () => finish(true),
  (fault) => finish(false, fault instanceof Disappointment ? { because: fault.message } : { because: 'the harness broke', fault: fault.message }),
);
