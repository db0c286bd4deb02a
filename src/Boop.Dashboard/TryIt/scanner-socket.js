// The scanner's side of the wire: docs/protocol.md, section 9. One offer at a time is on the screen.

import { Link } from './link.js';

const REPEAT_AFTER_MS = 1_000;

/** Answers to a scan after which the offer is over, and no "withdrawn" follows. */
const ENDS = new Set(['accepted', 'too_late']);

/**
 * @typedef {object} ScannerListener
 * @property {(state: import('./link.js').LinkState) => void} changed
 * @property {(direction: string, text: string) => void} carried
 * @property {(welcome: object) => void} welcomed which shop and terminal this scanner is
 * @property {(offer: object) => void} offered
 * @property {(result: object, isOver: boolean) => void} scanned
 * @property {(reason: string) => void} withdrawn the offer is gone from the screen
 * @property {(error: object) => void} complained
 */

export class ScannerSocket {
  #link;
  #listener;
  #offer = null;
  #isPresented = false;
  #attempt = 0;
  #unanswered = null;

  /**
   * @param {{ scannerId: string, scannerKey: string }} credentials
   * @param {ScannerListener} listener
   */
  constructor({ scannerId, scannerKey }, listener) {
    this.#listener = listener;
    const hello = () => ({ type: 'authenticate', scanner_id: scannerId, scanner_key: scannerKey, capacity: 1 });
    this.#link = new Link('/ws/pvs', hello, {
      changed: state => this.#changed(state),
      carried: (direction, text) => listener.carried(direction, text),
      heard: message => this.#heard(message),
    });
  }

  /** What is on the screen, or null. */
  get offer() {
    return this.#offer;
  }

  get isScanning() {
    return this.#unanswered !== null;
  }

  connect() {
    this.#link.connect();
  }

  /** A hand is there: from now on the offer is given to no other scanner. */
  present() {
    if (!this.#offer || this.#isPresented) return;
    this.#isPresented = this.#link.send({ type: 'presented', offer_id: this.#offer.offer_id });
  }

  /** Sends a palm that was captured while this offer was on the screen. */
  scan({ template, quality, hand }) {
    if (!this.#offer || this.#unanswered) return;
    this.#unanswered = { type: 'scan', offer_id: this.#offer.offer_id, attempt: ++this.#attempt, template, quality, hand };
    this.#link.send(this.#unanswered);
  }

  /** The person said no on the screen. Answered by "withdrawn". */
  decline() {
    if (this.#offer) this.#link.send({ type: 'decline', offer_id: this.#offer.offer_id });
  }

  #changed(state) {
    // An offer is good in one session only: with the connection the screen is cleared.
    if (state.name !== 'live' && this.#offer) {
      this.#clear();
      this.#listener.withdrawn('connection_lost');
    }
    this.#listener.changed(state);
  }

  #heard(message) {
    switch (message.type) {
      case 'authenticated':
        this.#listener.welcomed(message);
        break;
      case 'offer':
        this.#clear();
        this.#offer = message;
        this.#listener.offered(message);
        break;
      case 'scan_result':
        this.#answered(message);
        break;
      case 'withdrawn':
        if (message.offer_id !== this.#offer?.offer_id) break;
        this.#clear();
        this.#listener.withdrawn(message.reason);
        break;
      case 'error':
        this.#complain(message);
        break;
    }
  }

  #answered(result) {
    if (result.offer_id !== this.#offer?.offer_id) return;
    this.#unanswered = null;
    const isOver = ENDS.has(result.outcome) || result.attempts_left === 0;
    if (isOver) this.#clear();
    this.#listener.scanned(result, isOver);
  }

  /** A scan that could not be judged now is sent again, the same: it counts once. */
  #complain(error) {
    const scan = this.#unanswered;
    if (scan && error.offer_id === scan.offer_id) {
      if (error.retryable === true) setTimeout(() => scan === this.#unanswered && this.#link.send(scan), REPEAT_AFTER_MS);
      else this.#unanswered = null;
    }
    this.#listener.complained(error);
  }

  #clear() {
    this.#offer = null;
    this.#isPresented = false;
    this.#attempt = 0;
    this.#unanswered = null;
  }
}
