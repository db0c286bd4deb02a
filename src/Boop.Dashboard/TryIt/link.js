// One WebSocket that is kept: opened, authenticated, watched, and opened again by the rules of reconnect.js.
// It knows nothing of what is said; vendor-socket.js and scanner-socket.js do.

import { afterClose } from './reconnect.js';

const HEALTHY_MS = 60_000;
const PONG_WITHIN_MS = 10_000;
const HEARTBEAT_MS = 30_000;

/**
 * @typedef {object} LinkListener
 * @property {(state: LinkState) => void} changed
 * @property {(direction: 'sent' | 'received' | 'note', text: string) => void} carried every frame, exactly as the wire carries it
 * @property {(message: object) => void} heard a frame that is a JSON object
 *
 * @typedef {object} LinkState
 * @property {'connecting' | 'live' | 'waiting' | 'stopped'} name
 * @property {string} [cause] why it is not live
 * @property {number} [until] when it tries again, on performance.now()'s clock
 */

export class Link {
  #url;
  #hello;
  #listener;
  #socket = null;
  #failures = 0;
  #liveSince = null;
  #heartbeat = null;
  #heardAt = 0;
  #return = null;

  /**
   * @param {string} path of the socket, on the host that this page came from
   * @param {() => object} hello makes the message that authenticates
   * @param {LinkListener} listener
   */
  constructor(path, hello, listener) {
    const { protocol, host } = window.location;
    this.#url = `${protocol === 'https:' ? 'wss' : 'ws'}://${host}${path}`;
    this.#hello = hello;
    this.#listener = listener;
  }

  get isLive() {
    return this.#liveSince !== null;
  }

  /** Connects now, whatever it waits for. */
  connect() {
    clearTimeout(this.#return);
    if (this.#socket) return;
    this.#listener.changed({ name: 'connecting' });
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.onopen = () => {
      this.#listener.carried('note', `open ${new URL(this.#url).pathname}`);
      this.send(this.#hello());
    };
    socket.onmessage = event => this.#receive(event.data);
    socket.onclose = event => this.#lost(event.code, event.reason);
  }

  /** Sends a message. False where there is no connection to send it on. */
  send(message) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    const text = JSON.stringify(message);
    this.#socket.send(text);
    this.#listener.carried('sent', text);
    return true;
  }

  #receive(text) {
    this.#heardAt = performance.now();
    this.#listener.carried('received', text);
    const message = parse(text);
    if (!message) return;
    if (message.type === 'authenticated') this.#welcomed(message);
    this.#listener.heard(message);
  }

  #welcomed(message) {
    this.#liveSince = performance.now();
    const interval = Number.isInteger(message.heartbeat_interval_ms) ? message.heartbeat_interval_ms : HEARTBEAT_MS;
    this.#heartbeat = setInterval(() => this.#ping(), Math.max(interval, 1_000));
    this.#listener.changed({ name: 'live' });
  }

  /** Any frame is a sign of life; a link that shows none for a while after a ping is dead, though nobody closed it. */
  #ping() {
    const asked = performance.now();
    const socket = this.#socket;
    this.send({ type: 'ping' });
    setTimeout(() => {
      if (socket === this.#socket && this.#heardAt < asked) this.#abandon();
    }, PONG_WITHIN_MS);
  }

  #abandon() {
    const socket = this.#socket;
    socket.onmessage = socket.onclose = null;
    socket.close();
    this.#lost(1006, '');
  }

  #lost(code, reason) {
    clearInterval(this.#heartbeat);
    // Only a session that was healthy for a while starts the back-off afresh.
    if (this.isLive && performance.now() - this.#liveSince >= HEALTHY_MS) this.#failures = 0;
    const { cause, waitMs } = afterClose(code, reason, this.#failures);
    this.#failures++;
    this.#socket = null;
    this.#liveSince = null;
    this.#listener.carried('note', `close ${code}${reason ? ` ${reason}` : ''}`);
    if (waitMs === null) {
      this.#listener.changed({ name: 'stopped', cause });
      return;
    }
    this.#listener.changed({ name: 'waiting', cause, until: performance.now() + waitMs });
    this.#return = setTimeout(() => this.connect(), waitMs);
  }
}

/** The object that a frame holds, or null. Nothing that a frame holds is trusted further than that. */
function parse(text) {
  try {
    const value = JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
