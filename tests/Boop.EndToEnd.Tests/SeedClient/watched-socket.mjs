// The socket that both clients are given: the real one, which also tells what passes through it.
// It listens to no 'error' event: whether a client bears one is the client's own affair.

import { EventEmitter } from 'node:events';
import WebSocket from 'ws';

const known = { in: ['authenticated', 'auth_result', 'error', 'pong'], out: ['authenticate', 'create_context'] };

/** Emits `received` (message), `sent` (message), `closed` (code, reason) and `violation` (what). */
export const traffic = new EventEmitter();

export class WatchedSocket extends WebSocket {
  constructor(...args) {
    super(...args);
    this.on('message', (data, isBinary) => {
      const message = isBinary ? undefined : parse(data);
      if (!known.in.includes(message?.type)) traffic.emit('violation', { received: message?.type ?? 'no message' });
      else traffic.emit('received', message);
    });
    this.on('close', (code, reason) => traffic.emit('closed', code, reason.toString()));
  }

  send(data, ...rest) {
    const message = parse(data);
    if (!known.out.includes(message?.type)) traffic.emit('violation', { sent: message?.type ?? 'no message' });
    super.send(data, ...rest);
    traffic.emit('sent', message);
  }
}

function parse(data) {
  try {
    return JSON.parse(data.toString());
  } catch {
    return undefined;
  }
}
