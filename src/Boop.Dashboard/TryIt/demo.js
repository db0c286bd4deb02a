// What exists in "boop demo" alone: a shop with one scanner for this page, and people whose palms are made up.
// Its keys are published, and so listen on this machine alone. Keep your own out of a page's source.

export const shop = { vendorId: 'ven_try_it', apiKey: 'sk_live_try_it', currency: 'USD' };

export const scanner = { scannerId: 'scn_try_it', scannerKey: 'pvs_demo_try_it_for_everybody' };

/**
 * A fresh, noisy view of somebody's hand, as a scanner's camera would give it.
 * @param {'ada' | 'grace' | 'stranger'} person
 * @param {'left' | 'right'} hand
 * @param {boolean} isPoor a moving or dirty hand
 * @returns {Promise<{ template: string, quality: number, hand: string }>}
 */
export async function capture(person, hand, isPoor) {
  const query = new URLSearchParams({ person, hand });
  if (isPoor) query.set('quality', 'poor');
  const answer = await fetch(`/demo/palm?${query}`, { cache: 'no-store' });
  if (!answer.ok) throw new Error(`the demo answered ${answer.status}`);
  return answer.json();
}
