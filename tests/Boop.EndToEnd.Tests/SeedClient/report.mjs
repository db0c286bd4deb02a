// One JSON line on standard output for each observation; the last one is "done".

let isOver = false;

export function report(observation, facts = {}) {
  if (!isOver) process.stdout.write(`${JSON.stringify({ observation, ...facts })}\n`);
}

/** Ends the process, once what was reported is written. */
export function finish(ok, facts = {}) {
  if (isOver) return;
  report('done', { ok, ...facts });
  isOver = true;
  process.stdout.write('', () => process.exit(ok ? 0 : 1));
}
