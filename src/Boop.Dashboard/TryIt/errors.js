// Every error code of docs/protocol.md, section 5: what it says to a person, and the cure.

/** @type {Record<string, { says: string, cure: string }>} */
const ERRORS = {
  INVALID_CREDENTIALS: {
    says: 'The network does not know this vendor or this key.',
    cure: 'Check both values, or ask the operator for a new key.',
  },
  AUTHENTICATION_TIMEOUT: {
    says: 'Nothing that authenticates came within 10 seconds.',
    cure: 'Send "authenticate" as soon as the socket opens.',
  },
  NOT_AUTHENTICATED: {
    says: 'Another message came before "authenticate".',
    cure: 'Send "authenticate" first.',
  },
  ALREADY_AUTHENTICATED: {
    says: 'This connection is authenticated already.',
    cure: 'For another vendor, open another socket.',
  },
  SESSION_REPLACED: {
    says: 'A newer connection took over.',
    cure: 'Run one client for each vendor; close the other tab.',
  },
  INVALID_MESSAGE: {
    says: 'The network could not read the message.',
    cure: 'Mend the member that "field" names.',
  },
  UNKNOWN_TYPE: {
    says: 'This network does not know such a message.',
    cure: 'Check the spelling, capitals too, and which messages this version has.',
  },
  INVALID_REQUIREMENTS: {
    says: 'Something in the requirements cannot be.',
    cure: 'Mend the member that "field" names and ask again.',
  },
  NOT_PERMITTED: {
    says: 'This key may not do that.',
    cure: 'Use another key.',
  },
  CONTEXT_ID_CONFLICT: {
    says: 'This id was used for another errand.',
    cure: 'Choose a fresh id for each errand.',
  },
  CONTEXT_NOT_FOUND: {
    says: 'The network knows no such context.',
    cure: 'Check the id; only contexts of your own can be found.',
  },
  CONTEXT_EXPIRED: {
    says: 'Nobody answered within 30 seconds.',
    cure: 'Ask again; each request gets an id of its own.',
  },
  TERMINAL_BUSY: {
    says: 'The terminal has no place for another request that names it.',
    cure: 'Wait until the open one is decided, or take it back.',
  },
  RATE_LIMITED: {
    says: 'Too much was asked within a minute.',
    cure: 'Wait as long as "retry_after_ms" says, then repeat.',
  },
  UNAVAILABLE: {
    says: 'The network cannot reach its store at the moment.',
    cure: 'Repeat with the same id; this page does so by itself.',
  },
  INTERNAL_ERROR: {
    says: 'A fault of the network’s own.',
    cure: 'Repeat with the same id, and give the operator the trace id.',
  },
};

/** What is most often meant by a field. */
const FIELDS = {
  amount: 'An amount is 0.01 to 999,999.99.',
  description: 'A description has up to 140 characters, no line breaks, and none that turn the direction of text.',
  terminal_id: 'Name a terminal of this shop, or leave it out where there is one alone.',
  program_id: 'A programme has 1 to 64 characters of A–Z a–z 0–9 . _ : -.',
};

/**
 * @param {object} error an error frame
 * @returns {{ code: string, says: string, cure: string }}
 */
export function explain(error) {
  const code = typeof error.code === 'string' ? error.code : 'no code';
  const known = Object.hasOwn(ERRORS, code) ? ERRORS[code] : null;
  if (!known) return { code, says: String(error.error ?? 'The network refused.'), cure: 'This page does not know the code: look it up in the protocol.' };
  return { code, says: known.says, cure: [known.cure, ...details(error)].join(' ') };
}

function details(error) {
  const found = [];
  if (typeof error.field === 'string') found.push(`Field: ${error.field}.`);
  if (Object.hasOwn(FIELDS, error.field)) found.push(FIELDS[error.field]);
  if (Number.isInteger(error.retry_after_ms)) found.push(`That is in ${(error.retry_after_ms / 1000).toFixed(1)} s.`);
  if (typeof error.detail === 'string') found.push(`Trace id: ${error.detail}.`);
  return found;
}
