// The till: asks for one person, and shows what became of it.

import { ConnectionBadge } from './connection.js';
import { shop } from './demo.js';
import { byId, element, foreign } from './dom.js';
import { explain } from './errors.js';
import { randomHex } from './ids.js';
import { isSuccess, money, outcomeSentences, spoken, stateSentence } from './sentences.js';
import { VendorSocket } from './vendor-socket.js';

const MOST_REQUESTS = 6;

export class Till {
  #socket;
  #form = byId('till-form');
  #list = byId('requests');
  #requests = new Map();

  /** @param {import('./traffic.js').Traffic} traffic */
  constructor(traffic) {
    this.#socket = new VendorSocket(shop, {
      changed: state => this.#changed(state),
      carried: (direction, text) => traffic.add('vendor', direction, text),
      progressed: (contextId, update) => this.#progressed(contextId, update),
      decided: (contextId, outcome) => this.#decided(contextId, outcome),
      refused: (contextId, error) => this.#refused(contextId, error),
      complained: (error, contextId) => this.#complained(error, contextId),
    });
    this.badge = new ConnectionBadge('till', () => this.#socket.connect());
    this.#form.addEventListener('submit', event => {
      event.preventDefault();
      this.#ask();
    });
    this.#form.addEventListener('change', () => this.#showFields());
    this.#form.elements.amount.addEventListener('input', () => this.#complainAboutAmount(''));
    this.#showFields();
  }

  connect() {
    this.#socket.connect();
  }

  #ask() {
    const requirements = this.#readRequirements();
    if (!requirements) return;
    const contextId = `try-${randomHex(6)}`;
    const request = this.#addRequest(contextId, requirements);
    this.#socket.create(contextId, requirements);
    if (!this.#socket.isLive) request.say('There is no connection. It is asked as soon as there is one.');
  }

  /** What stands in the form. Only what cannot be written as a message is refused here; the rest is the network's to judge. */
  #readRequirements() {
    const { amount, description, terminal, program } = this.#form.elements;
    const type = this.#type;
    const requirements = { type };
    if (type === 'payment') {
      const cents = readCents(amount.value);
      if (cents === null) {
        this.#complainAboutAmount('Write an amount such as 25.00.');
        amount.focus();
        return null;
      }
      requirements.amount = cents;
    }
    const attributes = [...this.#form.querySelectorAll('input[name=attribute]:checked')].map(box => box.value);
    if (attributes.length > 0) requirements[this.#form.elements.insist.checked ? 'required_attributes' : 'attributes'] = attributes;
    if (type === 'membership' && program.value) requirements.program_id = program.value;
    if (terminal.value) requirements.terminal_id = terminal.value;
    if (description.value) requirements.description = description.value;
    return requirements;
  }

  get #type() {
    return this.#form.elements.type.value;
  }

  #showFields() {
    for (const field of this.#form.querySelectorAll('[data-for]')) field.hidden = field.dataset.for !== this.#type;
  }

  #complainAboutAmount(text) {
    byId('amount-fault').textContent = text;
    this.#form.elements.amount.setAttribute('aria-invalid', String(text !== ''));
  }

  #addRequest(contextId, requirements) {
    const request = new Request(contextId, requirements, () => this.#socket.cancel(contextId));
    request.setConnected(this.#socket.isLive);
    this.#requests.set(contextId, request);
    this.#list.prepend(request.item);
    byId('requests-hint').hidden = true;
    while (this.#requests.size > MOST_REQUESTS) {
      const [oldest, its] = this.#requests.entries().next().value;
      its.item.remove();
      this.#requests.delete(oldest);
    }
    return request;
  }

  /** A request of before this page was loaded is told all the same. */
  #find(contextId) {
    return this.#requests.get(contextId) ?? this.#addRequest(contextId, { type: 'earlier' });
  }

  #changed(state) {
    this.badge.show(state);
    if (state.name === 'live') byId('till-error').replaceChildren();
    for (const request of this.#requests.values()) request.setConnected(state.name === 'live');
    if (state.name === 'stopped') announce(`The till is not connected. ${state.cause}`);
  }

  #progressed(contextId, update) {
    this.#requests.get(contextId)?.say(stateSentence(update.state));
  }

  #decided(contextId, outcome) {
    const request = this.#find(contextId);
    const sentences = outcomeSentences(request.requirements, outcome, shop.currency);
    if (outcome.type === 'error') sentences.push([explain(outcome).cure]);
    request.end(isSuccess(outcome) ? 'success' : 'failure', sentences, outcome.type === 'error' ? outcome.code : outcome.result?.reason);
    announce(sentences.map(spoken).join(' '));
  }

  #refused(contextId, error) {
    const { code, says, cure } = explain(error);
    this.#find(contextId).end('error', [[says], [cure]], code);
    announce(`${code}. ${says} ${cure}`);
  }

  #complained(error, contextId) {
    const { code, says, cure } = explain(error);
    announce(`${code}. ${says} ${cure}`);
    const request = contextId && this.#requests.get(contextId);
    if (request) request.say(`${says} ${cure}`, code);
    else byId('till-error').replaceChildren(element('code', 'code', foreign(code)), ` ${says} ${cure}`);
  }
}

/** One request on the till's list. */
class Request {
  requirements;
  item;
  #says = element('p', 'says');
  #cancel = element('button', 'quiet', 'Cancel');
  #isOver = false;

  constructor(contextId, requirements, cancel) {
    this.requirements = requirements;
    this.#cancel.type = 'button';
    this.#cancel.setAttribute('aria-label', `Cancel ${contextId}`);
    this.#cancel.addEventListener('click', () => cancel());
    const title = requirements.type === 'payment' ? `Payment of ${money(requirements.amount, shop.currency)}` : TITLES[requirements.type];
    this.item = element('li', 'request open', element('div', 'head', element('strong', '', title), ' ', element('code', 'id', foreign(contextId)), this.#cancel), this.#says);
    this.item.tabIndex = -1;
    this.say('Asked.');
  }

  setConnected(isConnected) {
    this.#cancel.hidden = this.#isOver || !isConnected;
  }

  say(text, code) {
    if (this.#isOver) return;
    this.#says.replaceChildren(...(code ? [element('code', 'code', foreign(code)), ' '] : []), text);
  }

  end(kind, sentences, code) {
    const hadFocus = this.item.contains(document.activeElement);
    this.#isOver = true;
    this.#cancel.remove();
    this.item.className = `request ${kind}`;
    const [headline, ...more] = sentences.map((sentence, index) => element('p', index === 0 ? 'says' : 'more', ...sentence.map(part)));
    if (code) headline.prepend(element('code', 'code', foreign(code)), ' ');
    this.#says.replaceWith(headline, ...more);
    if (hadFocus) this.item.focus();
  }
}

const TITLES = { entrance: 'Entrance', membership: 'Membership', earlier: 'An earlier request' };

function part(one) {
  return typeof one === 'string' ? one : element('span', 'value', foreign(one.value));
}

/** "25", "25.5" and "25,50" as cents; null for what is no amount. The network says which amounts it takes. */
function readCents(text) {
  const found = /^\s*(\d{1,9})(?:[.,](\d{1,2}))?\s*$/.exec(text);
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : null;
}

/** Says something to those who listen instead of look. */
function announce(text) {
  byId('announcer').textContent = text;
}
