// Turns the text of a frame into lines that a person can read: indented, secrets masked, nothing hidden in invisible characters.
// It makes text, never markup.

const WIDTH = 52;
const INDENT = '  ';
const SECRETS = new Set(['api_key', 'scanner_key']);
const LONGEST_RAW = 2_000;

/** Characters that show nothing, or turn the direction of what stands around them. */
const UNSEEN = /[\u007f-\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/**
 * @typedef {{ kind: 'key' | 'text' | 'value' | 'mask' | 'mark', text: string }} Piece
 * @returns {{ type: string, pieces: Piece[], message: object | null }}
 */
export function readFrame(text) {
  try {
    const message = JSON.parse(text);
    if (message === null || typeof message !== 'object') throw new TypeError('no object');
    const pieces = [];
    write(message, '', '', pieces);
    return { type: typeof message.type === 'string' ? visible(message.type) : 'no type', pieces, message };
  } catch {
    return { type: 'not JSON', pieces: [{ kind: 'text', text: visible(String(text).slice(0, LONGEST_RAW)) }], message: null };
  }
}

/** Makes every character of a text seen. */
export function visible(text) {
  return text.replace(UNSEEN, found => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function write(value, name, indent, pieces) {
  const masked = mask(name, value);
  if (masked) pieces.push({ kind: 'mask', text: masked });
  else if (value === null || typeof value !== 'object') pieces.push(leaf(value));
  else writeAll(value, indent, pieces);
}

/** Objects and lists stand on one line where they fit, as one would write them by hand. */
function writeAll(value, indent, pieces) {
  const isList = Array.isArray(value);
  const members = Object.entries(value);
  const [start, end] = isList ? '[]' : '{}';
  const isShort = indent !== '' && isList && JSON.stringify(value).length + indent.length <= WIDTH;
  const [open, between, close] = isShort || members.length === 0
    ? [start, ', ', end]
    : [`${start}\n${indent}${INDENT}`, `,\n${indent}${INDENT}`, `\n${indent}${end}`];
  pieces.push({ kind: 'mark', text: open });
  members.forEach(([name, member], index) => {
    if (index > 0) pieces.push({ kind: 'mark', text: between });
    if (!isList) pieces.push({ kind: 'key', text: visible(JSON.stringify(name)) }, { kind: 'mark', text: ': ' });
    write(member, isList ? '' : name, indent + INDENT, pieces);
  });
  pieces.push({ kind: 'mark', text: close });
}

function leaf(value) {
  return { kind: typeof value === 'string' ? 'text' : 'value', text: visible(JSON.stringify(value)) };
}

/** Keys and palms are shown to nobody, not even in a demo. */
function mask(name, value) {
  if (typeof value !== 'string') return null;
  if (SECRETS.has(name)) return '"••••••••"';
  return name === 'template' ? `"•••• (${value.length} characters of base64)"` : null;
}
