// The least that a vendor's client can be: it knows what the public page tells, and nothing that was added since.
// It sends `authenticate` and `create_context` and nothing else, never pings, and comes back 5 s after any close.

const reconnectDelayMs = 5000;

export function openSampleClient({ url, vendorId, apiKey, WebSocket, newId }) {
  const awaited = new Map();
  let socket;

  const say = (message) => socket.send(JSON.stringify(message));

  const handlers = {
    auth_result({ context_id: contextId, result }) {
      awaited.get(contextId)?.(result);
      awaited.delete(contextId);
    },
  };

  function open() {
    socket = new WebSocket(url);
    socket.once('open', () => say({ type: 'authenticate', vendor_id: vendorId, api_key: apiKey }));
    socket.on('message', (data) => {
      const message = JSON.parse(data.toString());
      handlers[message.type]?.(message);
    });
    // A connection that never came about closes too, and is tried again like any other.
    socket.on('error', () => {});
    socket.once('close', () => setTimeout(open, reconnectDelayMs));
  }

  open();
  return {
    ask(type, requirements) {
      const contextId = newId();
      const outcome = new Promise((resolve) => awaited.set(contextId, resolve));
      say({ type: 'create_context', context_id: contextId, requirements: { type, ...requirements } });
      return outcome;
    },
  };
}
