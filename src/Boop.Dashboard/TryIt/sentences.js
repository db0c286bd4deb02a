// What the network says, as sentences. Each is a list of parts: text of this page, or { value } of somebody else's.

const DONE = {
  payment: ['Paid ', ' by '],
  entrance: ['Let in', ': '],
  membership: ['Recognised', ' as '],
};

const NOTHING = {
  payment: 'Nothing was paid.',
  entrance: 'The door stays shut.',
  membership: 'Nobody was taken for a member.',
};

const REASONS = {
  user_not_found: 'Not recognised: three scans resembled nobody who is enrolled.',
  declined: 'The person said no at the scanner.',
  vendor_not_consented: 'Recognised, but this person never agreed to deal with this shop.',
  attributes_missing: 'Recognised, but something that the shop insists on cannot be given.',
  too_young: 'Recognised, and not old enough.',
  not_a_member: 'Recognised, but no member of that programme.',
  cancelled: 'Taken back by the till, before anybody answered.',
  scanner_failed: 'The terminal cannot scan.',
};

const WITHHELD = {
  not_allowed: 'the operator does not let this shop ask it',
  not_consented: 'the person does not share it with this shop',
  unavailable: 'nobody knows it',
  expired: 'it is out of date',
};

const LABELS = {
  email: 'e-mail',
  phone: 'phone',
  name: 'name',
  loyalty_id: 'loyalty card',
};

const STATES = {
  accepted: 'Accepted: it is on the disk.',
  waiting: 'Waiting for a free scanner.',
  offered: 'On the scanner’s screen.',
  presented: 'A hand is over the scanner.',
  retrying: 'Not recognised yet; the person may try again.',
  succeeded: 'Succeeded.',
  failed: 'Failed.',
  cancelled: 'Cancelled.',
  expired: 'Expired.',
};

const SCANS = {
  accepted: 'Thank you. The shop has its answer; a scanner never learns who you are.',
  poor_quality: 'Seen too poorly to be searched. Hold the hand still and try again; it costs no attempt.',
  not_recognised: 'Not recognised.',
  refused: 'The network refused this scan.',
  too_late: 'Too late: this request is over.',
};

const WITHDRAWN = {
  expired: 'Nobody came in time.',
  decided: 'The request is decided.',
  failed: 'This scanner could not serve it.',
  cancelled: 'The shop took it back.',
  yielded: 'Another request needs this scanner.',
  unknown: 'The request was over already.',
  connection_lost: 'The connection broke: the screen is cleared, and the request waits.',
};

const known = (table, key) => Object.hasOwn(table, key) ? table[key] : null;

/** 2500 and USD are "25.00 USD". */
export function money(amount, currency) {
  let digits = 2;
  try {
    digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;
  } catch {
    // A currency that the browser does not know has two, as most have.
  }
  return `${(amount / 10 ** digits).toFixed(digits)} ${currency}`;
}

/** What an attribute is called. */
export function label(name) {
  const age = /^age_over_(\d+)$/.exec(name);
  return age ? `${age[1]} or older` : known(LABELS, name) ?? String(name);
}

/**
 * The sentences of an outcome; the first is the headline.
 * @param {{ type: string, amount?: number }} request what was asked
 * @param {object} outcome an auth_result, or the error CONTEXT_EXPIRED
 * @param {string} currency of the shop
 */
export function outcomeSentences(request, outcome, currency) {
  const nothing = known(NOTHING, request.type) ?? 'Nothing happened.';
  if (outcome.type === 'error') return [['Expired: nobody held a hand over the scanner within 30 seconds.'], [nothing]];
  const result = outcome.result ?? {};
  if (result.success !== true) return [[known(REASONS, result.reason) ?? unknownReason(result.reason)].flat(), [nothing]];
  const [verb, by] = known(DONE, request.type) ?? ['Recognised', ': '];
  const what = request.type === 'payment' ? [money(request.amount, currency)] : [];
  return [[verb, ...what, by, { value: result.user_id }, '.'], ...given(result), ...withheld(result)];
}

export function isSuccess(outcome) {
  return outcome.type === 'auth_result' && outcome.result?.success === true;
}

export function stateSentence(state) {
  return known(STATES, state) ?? `State: ${state}.`;
}

export function scanSentence(result) {
  const says = known(SCANS, result.outcome) ?? `The network says: ${result.outcome}.`;
  if (result.outcome !== 'not_recognised') return says;
  const left = result.attempts_left;
  return left === 0 ? `${says} That was the last attempt.` : `${says} ${left} ${left === 1 ? 'attempt' : 'attempts'} left.`;
}

export function withdrawnSentence(reason) {
  return known(WITHDRAWN, reason) ?? `The request was withdrawn: ${reason}.`;
}

/** A sentence as plain text, for those who hear it. */
export function spoken(sentence) {
  return sentence.map(part => typeof part === 'string' ? part : part.value).join('');
}

function unknownReason(reason) {
  return ['Refused, for a reason that this page does not know: ', { value: reason }, '.'];
}

function given(result) {
  if (result.attributes_erased === true) return [['The values that were given are erased by now.']];
  return Object.entries(result.attributes ?? {}).map(([name, value]) =>
    [`${capital(label(name))}: `, { value: value === 'true' ? 'yes' : value === 'false' ? 'no' : value }]);
}

function withheld(result) {
  if (!Array.isArray(result.withheld)) return [];
  return result.withheld.map(one => [`No ${label(one?.name)}: ${known(WITHHELD, one?.reason) ?? one?.reason}.`]);
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
