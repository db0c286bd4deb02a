// The published client is not part of this repository: it is read from the document that prints it, and nothing of it is changed but the URL.

const opening = 'class VendorWebSocket {';
const urlLiteral = /(?<=new WebSocket\(\s*)(['"`])wss?:\/\/[^'"`]*\1(?=\s*\))/g;

/** Cuts the class out of a document, from its first word to the brace that closes it. */
export function cutClass(document) {
  const start = document.indexOf(opening);
  if (start < 0) throw new Error(`The document holds no "${opening}".`);

  let depth = 0;
  for (let at = start; at < document.length; at++) {
    if (document[at] === '{') depth++;
    if (document[at] === '}' && --depth === 0) return document.slice(start, at + 1);
  }
  throw new Error('The class in the document is not closed.');
}

/** Points the class to another network. Its one URL is all that changes. */
export function pointTo(source, url) {
  const found = [...source.matchAll(urlLiteral)].length;
  if (found !== 1) throw new Error(`The class names ${found} URLs where one was expected.`);
  return source.replace(urlLiteral, () => JSON.stringify(url));
}

/** Makes the class, given the names that its page takes for granted. */
export function compile(source, { WebSocket, crypto, console }) {
  return new Function('WebSocket', 'crypto', 'console', `${source}\nreturn VendorWebSocket;`)(WebSocket, crypto, console);
}
