// The sale as it goes. Each message says that something changed; the figures are then loaded once, and of the stock only
// what is another number. A sale of a thousand items is as quick as one of ten: rows that stay are not touched.
document.addEventListener('DOMContentLoaded', () => {
  const place = document.querySelector('[data-live-events]');
  if (!place) return;
  const text = place.dataset;
  const says = document.getElementById('live-says');
  const rows = new Map([...document.querySelectorAll('[data-sku]')].map((row) => [row.dataset.sku, row]));
  let busy = false;
  let again = false;
  // Nothing is waited for longer than this, so that one answer that never comes does not end the page's life.
  const ask = (url) => fetch(url, { signal: AbortSignal.timeout(5000) });
  const figures = async () => {
    const answer = await ask(text.figures);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const before = document.getElementById('figures');
    const now = page.getElementById('figures');
    now.querySelectorAll('details').forEach((one, i) => (one.open = before.querySelectorAll('details')[i]?.open ?? false));
    before.replaceWith(document.adoptNode(now));
  };
  const stock = async () => {
    const answer = await ask(text.stock);
    if (!answer.ok) return;
    for (const [sku, left, allocated, discount] of await answer.json()) {
      const row = rows.get(sku);
      const said = left + ' / ' + allocated;
      const [, bar, number, off] = row ? row.children : [];
      if (!row) continue;
      if (number.textContent !== said) {
        number.textContent = said;
        bar.max = Math.max(1, allocated);
        bar.value = left;
        row.classList.toggle('sold-out', left === 0);
      }
      if (off.textContent !== discount) off.textContent = discount;
    }
  };
  const refresh = async () => {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    try {
      await Promise.allSettled([figures(), stock()]);
      document.dispatchEvent(new Event('reprise:series'));
      place.dataset.seen = Number(place.dataset.seen || 0) + 1;
    } finally {
      busy = false;
      if (again) {
        again = false;
        refresh();
      }
    }
  };
  const source = new EventSource(text.liveEvents);
  source.addEventListener('open', () => (says.textContent = text.on));
  source.addEventListener('error', () => (says.textContent = source.readyState === EventSource.CLOSED ? text.over : text.off));
  source.addEventListener('sale', (event) => {
    refresh();
    if (['closed', 'stopped', 'launch-failed'].includes(JSON.parse(event.data).phase)) {
      source.close();
      says.textContent = text.over;
    }
  });
  window.addEventListener('pagehide', () => source.close());
});
