// The palm scanner: shows what is asked, and lets people hold their hands over it.

import { ConnectionBadge } from './connection.js';
import { capture, scanner } from './demo.js';
import { byId, foreign } from './dom.js';
import { explain } from './errors.js';
import { label, money, scanSentence, withdrawnSentence } from './sentences.js';
import { ScannerSocket } from './scanner-socket.js';

const KINDS = { payment: 'Pay', entrance: 'Enter', membership: 'Show your membership' };
const IDLE = 'Waiting for a request from the till.';

export class PalmScanner {
  #socket;
  #form = byId('scanner-form');
  #screen = byId('screen');
  #message = byId('screen-message');
  #time = byId('screen-time');
  #expiresAt = 0;
  #isCapturing = false;

  /** @param {import('./traffic.js').Traffic} traffic */
  constructor(traffic) {
    this.#socket = new ScannerSocket(scanner, {
      changed: state => this.#changed(state),
      carried: (direction, text) => traffic.add('scanner', direction, text),
      welcomed: welcome => byId('scanner-place').replaceChildren(foreign(welcome.terminal_id), ' at ', foreign(welcome.vendor_name)),
      offered: offer => this.#offered(offer),
      scanned: (result, isOver) => this.#scanned(result, isOver),
      withdrawn: reason => this.#idle(withdrawnSentence(reason)),
      complained: error => this.#complained(error),
    });
    this.badge = new ConnectionBadge('scanner', () => this.#socket.connect());
    this.#form.addEventListener('change', () => this.#showHand());
    this.#form.addEventListener('submit', event => {
      event.preventDefault();
      this.#placePalm(false);
    });
    byId('poor').addEventListener('click', () => this.#placePalm(true));
    byId('decline').addEventListener('click', () => this.#ifOffered(() => this.#socket.decline()));
    byId('walk-away').addEventListener('click', () => this.#ifOffered(() => this.#walkAway()));
    setInterval(() => this.#tick(), 200);
    this.#showHand();
    this.#idle(IDLE);
  }

  connect() {
    this.#socket.connect();
  }

  /** Captures a palm while the offer is on the screen, and sends it. Each press is a hand lifted and held anew. */
  async #placePalm(isPoor) {
    if (!this.#ifOffered() || this.#isCapturing || this.#socket.isScanning) return;
    const offer = this.#socket.offer;
    const { person, hand } = this.#form.elements;
    this.#isCapturing = true;
    this.#screen.dataset.state = 'scanning';
    this.#say('Looking at the palm …');
    this.#socket.present();
    try {
      const palm = await capture(person.value, hand.value, isPoor);
      if (this.#socket.offer === offer) this.#socket.scan(palm);
    } catch {
      this.#screen.dataset.state = 'offer';
      this.#say('The scanner saw nothing: the demo did not answer. Is it running? Try again.');
    } finally {
      this.#isCapturing = false;
    }
  }

  /** The wire has no word for it: whoever leaves says nothing. */
  #walkAway() {
    this.#screen.dataset.state = 'offer';
    this.#say('They left. Nothing is sent; unless somebody else comes, the request expires by itself.');
  }

  #ifOffered(act = () => {}) {
    if (!this.#socket.offer) {
      this.#say('There is nothing to answer yet: ask for somebody at the till first.');
      return false;
    }
    act();
    return true;
  }

  #offered(offer) {
    const isPayment = Number.isInteger(offer.amount);
    byId('screen-shop').replaceChildren(foreign(offer.vendor_name));
    byId('screen-what').replaceChildren(isPayment ? foreign(money(offer.amount, String(offer.currency))) : KINDS[offer.context_type] ?? 'Identify yourself');
    byId('screen-description').replaceChildren(...(offer.description === undefined ? [] : [foreign(offer.description)]));
    byId('screen-asked').replaceChildren(...asked(offer.attributes));
    // Whatever a frame holds, a clock shows a number.
    this.#expiresAt = performance.now() + (Number.isFinite(offer.expires_in_ms) ? offer.expires_in_ms : 0);
    this.#time.hidden = false;
    this.#tick();
    this.#screen.dataset.state = 'offer';
    this.#say('Hold your palm over the scanner.');
  }

  #scanned(result, isOver) {
    if (isOver) this.#idle(scanSentence(result), result.outcome === 'accepted' ? 'accepted' : 'idle');
    else {
      this.#screen.dataset.state = 'offer';
      this.#say(scanSentence(result));
    }
  }

  #complained(error) {
    const { code, says, cure } = explain(error);
    if (!this.#socket.isScanning && this.#socket.offer) this.#screen.dataset.state = 'offer';
    this.#say(`${code}: ${says} ${cure}`);
  }

  #changed(state) {
    this.badge.show(state);
    if (state.name !== 'live') byId('scanner-place').replaceChildren('not connected');
  }

  #idle(says, state = 'idle') {
    this.#screen.dataset.state = state;
    for (const id of ['screen-shop', 'screen-what', 'screen-description', 'screen-asked']) byId(id).replaceChildren();
    this.#time.hidden = true;
    this.#say(says);
  }

  #say(text) {
    this.#message.textContent = text;
  }

  #tick() {
    if (this.#time.hidden) return;
    const left = Math.max(0, this.#expiresAt - performance.now());
    const [bar, text] = this.#time.children;
    bar.value = left;
    text.textContent = `${Math.ceil(left / 1_000)} s`;
  }

  #showHand() {
    this.#screen.dataset.hand = this.#form.elements.hand.value;
  }
}

function asked(attributes) {
  if (!Array.isArray(attributes) || attributes.length === 0) return ['The shop asks for nothing but who you are there.'];
  return ['The shop asks for: ', ...attributes.flatMap((name, index) => [index > 0 ? ', ' : '', foreign(label(name))])];
}
