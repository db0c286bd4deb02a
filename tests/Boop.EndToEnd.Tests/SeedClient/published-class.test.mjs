import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile, cutClass, pointTo } from './published-class.mjs';

const page = [
  'Words before. { not code }',
  'class VendorWebSocket {',
  '  open() { if (true) { return new WebSocket("wss://example.test/ws"); } }',
  '}',
  'Words behind, with a brace: }',
].join('\n');

test('The class ends at the brace that closes it', () => {
  assert.ok(cutClass(page).startsWith('class VendorWebSocket {'));
  assert.ok(cutClass(page).endsWith('} }\n}'));
});

test('Nothing but the URL changes', () => {
  const cut = cutClass(page);
  assert.equal(pointTo(cut, 'ws://here/$&'), cut.replace('wss://example.test/ws', () => 'ws://here/$&'));
});

test('The class is made with the names it is given', () => {
  const Class = compile(pointTo(cutClass(page), 'ws://here'), { WebSocket: class { constructor(url) { this.url = url; } } });
  assert.equal(new Class().open().url, 'ws://here');
});

test('A document without the class, with half of it, or with two URLs is refused', () => {
  assert.throws(() => cutClass('nothing'));
  assert.throws(() => cutClass(page.slice(0, page.indexOf('}\n}') + 1)));
  assert.throws(() => pointTo('new WebSocket("ws://a"); new WebSocket("ws://b")', 'ws://here'));
  assert.throws(() => pointTo('new WebSocket(url)', 'ws://here'));
});
