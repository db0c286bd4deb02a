// What a client does after a close: docs/protocol.md, section 6. Both sockets obey the same table.

const CAP_MS = 30_000;
const FIRST_MS = 1_000;
const RESTART_SPREAD_MS = 1_000;

/** Closes after which this page waits for its owner's word. */
const STOPS = new Map([
  [1000, 'Closed, as this page asked.'],
  [4401, 'The network refused the credentials. Coming back at once would change nothing.'],
  [4409, 'Another connection took this place, perhaps this page in a second tab. Two that fought for it would both be useless.'],
]);

const CAUSES = new Map([
  [1001, 'The server goes away.'],
  [1002, 'The framing was broken.'],
  [1003, 'A binary frame was sent.'],
  [1006, 'The connection broke, or the server is not there.'],
  [1007, 'Something that is not UTF-8 was sent.'],
  [1009, 'A message over 64 KiB was sent.'],
  [1011, 'The server met a fault of its own.'],
  [1012, 'The server restarts.'],
  [1013, 'The server is overloaded.'],
  [4408, 'Nothing that authenticates came in 10 seconds.'],
  [4429, 'Too many messages were sent.'],
]);

/**
 * Decides what follows a close.
 * @param {number} code the close code; 1006 where no close frame came
 * @param {string} reason the close reason, which may hold a hint
 * @param {number} failures how often in a row it has failed before, from 0
 * @param {() => number} random 0 to 1
 * @returns {{ cause: string, waitMs: number | null }} null: do not come back by yourself
 */
export function afterClose(code, reason, failures, random = Math.random) {
  const stop = STOPS.get(code);
  if (stop) return { cause: stop, waitMs: null };
  const isRestart = code === 1001 || code === 1012;
  const spread = isRestart && failures === 0 ? RESTART_SPREAD_MS : backOff(failures);
  return { cause: CAUSES.get(code) ?? 'The connection ended.', waitMs: hint(reason) + random() * spread };
}

/** The longest wait after so many failures. The wait itself is drawn from 0 to this: "full jitter". */
function backOff(failures) {
  return Math.min(CAP_MS, FIRST_MS * 2 ** failures);
}

/** The floor that the server set, in milliseconds; 0 where it set none. */
function hint(reason) {
  const found = /(?:^|\s)retry_after_ms=(\d{1,9})(?:\s|$)/.exec(reason);
  return found ? Number(found[1]) : 0;
}
