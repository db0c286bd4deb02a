// The vendor's side of the wire: docs/protocol.md, sections 1 to 7. This is the part to copy into a till.

import { randomHex } from './ids.js';
import { Link } from './link.js';

const REPEAT_AFTER_MS = 1_000;

/** Errors after which something may have happened all the same: the message is repeated with the same context_id, which is always safe. */
const IN_DOUBT = new Set(['UNAVAILABLE', 'INTERNAL_ERROR']);

/**
 * @typedef {object} VendorListener
 * @property {(state: import('./link.js').LinkState) => void} changed
 * @property {(direction: string, text: string) => void} carried
 * @property {(contextId: string, update: object) => void} progressed
 * @property {(contextId: string, outcome: object) => void} decided an auth_result, or the error CONTEXT_EXPIRED; once for each context
 * @property {(contextId: string, error: object) => void} refused the context was not accepted
 * @property {(error: object, contextId: string | null) => void} complained any other error; a context that it is about goes on
 */

export class VendorSocket {
  #link;
  #listener;
  #open = new Map();
  #decided = new Set();
  #asked = new Map();
  #lastId = 0;

  /**
   * @param {{ vendorId: string, apiKey: string }} credentials
   * @param {VendorListener} listener
   */
  constructor({ vendorId, apiKey }, listener) {
    this.#listener = listener;
    // Of two connections of one page the later one is known by its attempt, should they overtake one another.
    const instance = `page-${randomHex(8)}`;
    let attempt = 0;
    const hello = () => ({
      type: 'authenticate',
      vendor_id: vendorId,
      api_key: apiKey,
      features: ['progress'],
      instance,
      attempt: ++attempt,
    });
    this.#link = new Link('/ws/vendor', hello, {
      changed: state => this.#changed(state),
      carried: (direction, text) => listener.carried(direction, text),
      heard: message => this.#heard(message),
    });
  }

  get isLive() {
    return this.#link.isLive;
  }

  connect() {
    this.#link.connect();
  }

  /** Asks for one person. Without a connection it is asked as soon as there is one. */
  create(contextId, requirements) {
    this.#open.set(contextId, { requirements, isSent: false });
    if (this.isLive) this.#sendCreate(contextId);
  }

  /** Takes a context back. It is answered with whatever outcome won. False where nobody can be told. */
  cancel(contextId) {
    return this.isLive && this.#send({ type: 'cancel_context', context_id: contextId }, contextId);
  }

  #changed(state) {
    // What was asked on a connection is answered on that one or never.
    if (state.name === 'connecting') this.#asked.clear();
    this.#listener.changed(state);
  }

  #heard(message) {
    switch (message.type) {
      case 'authenticated':
        // Whatever became of them meanwhile: a repeated create is answered with the outcome, or with nothing while it is open.
        for (const contextId of this.#open.keys()) this.#sendCreate(contextId);
        break;
      case 'auth_result':
        this.#decide(message);
        break;
      case 'error':
        this.#complain(message);
        break;
      case 'context_update':
        this.#listener.progressed(String(message.context_id), message);
        break;
      // Others may come one day, and are to be ignored.
    }
  }

  /** Outcomes come at least once: the second time nobody is told, but the network is thanked again. */
  #decide(message) {
    const contextId = String(message.context_id);
    this.#forget(contextId);
    if (!this.#decided.has(contextId)) {
      this.#decided.add(contextId);
      this.#listener.decided(contextId, message);
    }
    this.#link.send({ type: 'ack', context_ids: [contextId] });
  }

  #complain(error) {
    if (error.code === 'CONTEXT_EXPIRED') {
      this.#decide(error);
      return;
    }
    // An answer repeats the id of the message that it answers, so that the refusal of a cancel ends no context.
    const asked = this.#asked.get(error.id);
    this.#asked.delete(error.id);
    if (!asked) {
      this.#listener.complained(error, null);
    } else if (IN_DOUBT.has(error.code) || (error.code === 'RATE_LIMITED' && asked.isRepeated)) {
      this.#listener.complained(error, asked.contextId);
      setTimeout(() => this.#repeat(asked), error.retry_after_ms ?? REPEAT_AFTER_MS);
    } else if (asked.type === 'create_context' || error.code === 'CONTEXT_NOT_FOUND') {
      this.#forget(asked.contextId);
      this.#listener.refused(asked.contextId, error);
    } else {
      this.#listener.complained(error, asked.contextId);
    }
  }

  #repeat({ type, contextId }) {
    if (!this.isLive || !this.#open.has(contextId)) return;
    if (type === 'create_context') this.#sendCreate(contextId);
    else this.cancel(contextId);
  }

  #sendCreate(contextId) {
    const context = this.#open.get(contextId);
    this.#send({ type: 'create_context', context_id: contextId, requirements: context.requirements }, contextId, context.isSent);
    context.isSent = true;
  }

  #send(message, contextId, isRepeated = false) {
    const id = `m-${++this.#lastId}`;
    this.#asked.set(id, { type: message.type, contextId, isRepeated });
    return this.#link.send({ ...message, id });
  }

  #forget(contextId) {
    this.#open.delete(contextId);
    for (const [id, asked] of this.#asked) {
      if (asked.contextId === contextId) this.#asked.delete(id);
    }
  }
}
