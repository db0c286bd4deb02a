// The state of one link, where everybody can see it.

import { byId } from './dom.js';

const TEXTS = { connecting: 'Connecting', live: 'Connected', stopped: 'Stopped' };

export class ConnectionBadge {
  #badge;
  #cause;
  #button;
  #state = { name: 'connecting' };

  /**
   * @param {'till' | 'scanner'} side
   * @param {() => void} connect
   */
  constructor(side, connect) {
    this.#badge = byId(`${side}-connection`);
    this.#cause = byId(`${side}-cause`);
    this.#button = byId(`${side}-connect`);
    this.#button.addEventListener('click', () => {
      connect();
      // The button goes away with its purpose, and must not take the keyboard's place on the page with it.
      byId(`${side}-title`).focus();
    });
    setInterval(() => this.#tick(), 250);
  }

  show(state) {
    this.#state = state;
    this.#badge.dataset.state = state.name;
    this.#cause.textContent = state.cause ?? '';
    this.#cause.hidden = !state.cause;
    this.#button.hidden = state.name !== 'waiting' && state.name !== 'stopped';
    this.#tick();
  }

  #tick() {
    const { name, until } = this.#state;
    const text = TEXTS[name] ?? `Back in ${Math.max(0, Math.ceil((until - performance.now()) / 1_000))} s`;
    if (this.#badge.textContent !== text) this.#badge.textContent = text;
  }
}
