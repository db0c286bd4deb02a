// Puts the page together: a till, a palm scanner, and what their two sockets carry.

import { PalmScanner } from './palm-scanner.js';
import { Till } from './till.js';
import { Traffic } from './traffic.js';

const traffic = new Traffic();
const till = new Till(traffic);
const scanner = new PalmScanner(traffic);
till.connect();
scanner.connect();
