// The live frames of both sockets, in the order in which this page saw them.

import { byId, element } from './dom.js';
import { readFrame, visible } from './frames.js';

const MOST_ENTRIES = 200;

const NAMES = {
  vendor: { sent: 'Till → Boop', received: 'Boop → till', note: 'Till’s socket' },
  scanner: { sent: 'Scanner → Boop', received: 'Boop → scanner', note: 'Scanner’s socket' },
};

export class Traffic {
  #list = byId('frames');
  #scroller = byId('frames-scroller');
  #hint = byId('frames-hint');
  #starts = new Map();
  #start = null;

  constructor() {
    byId('frames-clear').addEventListener('click', () => {
      this.#list.replaceChildren();
      this.#hint.hidden = false;
    });
  }

  /**
   * Adds what a socket carried.
   * @param {'vendor' | 'scanner'} side
   * @param {'sent' | 'received' | 'note'} direction
   * @param {string} text
   */
  add(side, direction, text) {
    const now = performance.now();
    const wasAtEnd = this.#scroller.scrollHeight - this.#scroller.scrollTop - this.#scroller.clientHeight < 40;
    const entry = element('li', `entry ${side} ${direction}`);
    if (direction === 'note') {
      entry.append(this.#time(null, now), element('div', 'frame', element('span', 'who', NAMES[side].note), ' ', element('span', 'type', visible(text))));
    } else {
      const { type, pieces, message } = readFrame(text);
      entry.append(this.#time(message, now), frame(NAMES[side][direction], type, pieces));
    }
    this.#list.append(entry);
    while (this.#list.childElementCount > MOST_ENTRIES) this.#list.firstElementChild.remove();
    this.#hint.hidden = true;
    // Whoever reads further up is not pulled away.
    if (wasAtEnd) this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  /** How long after its context's create something happened; what names no context belongs to the latest. */
  #time(message, now) {
    const context = message?.context_id ?? message?.context_ids?.[0];
    if (message?.type === 'create_context' && !this.#starts.has(context)) {
      this.#starts.set(context, now);
      this.#start = now;
    }
    const start = this.#starts.get(context) ?? this.#start;
    return element('span', 'time', start === null ? '' : `+${span(now - start)}`);
  }
}

function frame(who, type, pieces) {
  const code = element('code', '', ...pieces.map(piece => element('span', piece.kind, piece.text)));
  return element('div', 'frame', element('div', 'head', element('span', 'who', who), ' ', element('span', 'type', type)), element('pre', '', code));
}

function span(ms) {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  return ms < 60_000 ? `${(ms / 1_000).toFixed(2)} s` : `${(ms / 60_000).toFixed(1)} min`;
}
