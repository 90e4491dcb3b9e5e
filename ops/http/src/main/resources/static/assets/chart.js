// Cumulative units: the forecast with its band, what was sold, and adjustments as marks.
const echartsAt = document.currentScript.dataset.library;
async function draw(place) {
  const text = place.dataset;
  text.drawn = 'yes';
  await library(echartsAt);
  const chart = echarts.init(place, document.documentElement.getAttribute('data-bs-theme') === 'dark' ? 'dark' : null);
  const lang = document.documentElement.lang;
  const refresh = async () => {
    const response = await fetch(text.series, { headers: { Accept: 'application/json' } });
    if (!response.ok) return;
    const s = await response.json();
    const hour = (t) => new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit', timeZone: s.zone }).format(new Date(t));
    const start = [s.window.from, 0];
    const line = (name, data, extra) => ({ name, type: 'line', showSymbol: false, data, ...extra });
    const mid = [start, ...s.forecast.map((p) => [p.at, p.mid])];
    const low = [start, ...s.forecast.map((p) => [p.at, p.low])];
    const gap = [start, ...s.forecast.map((p) => [p.at, p.high - p.low])];
    // Neighbours stand at two heights, so that their words do not run into each other.
    const marks = s.marks.map((m, i) => ({ xAxis: m.at, name: text[m.kind], label: { formatter: text[m.kind] + (m.prices ? ' ' + m.prices : ''), distance: 4 + 12 * (i % 2) } }));
    chart.setOption({
      animation: false,
      backgroundColor: 'transparent',
      grid: { left: 8, right: 12, top: 56, bottom: 8, containLabel: true },
      legend: { data: [text.sold, text.expected, text.band], left: 0, top: 0 },
      tooltip: { trigger: 'axis', valueFormatter: (v) => Math.round(v).toLocaleString(lang), axisPointer: { label: { formatter: (p) => hour(p.value) } } },
      xAxis: { type: 'time', min: s.window.from, max: s.window.to, axisLabel: { formatter: hour, hideOverlap: true } },
      yAxis: { type: 'value', splitNumber: 4 },
      series: [
        line('low', low, { stack: 'band', lineStyle: { opacity: 0 }, tooltip: { show: false } }),
        line(text.band, gap, { stack: 'band', lineStyle: { opacity: 0 }, itemStyle: { color: '#a5b4cf' }, areaStyle: { color: '#a5b4cf', opacity: 0.3 }, tooltip: { show: false } }),
        line(text.expected, mid, { itemStyle: { color: '#64748b' }, lineStyle: { type: 'dashed', width: 1.5 } }),
        line(text.sold, s.sold.map((p) => [p.at, p.units]), {
          itemStyle: { color: '#0d6efd' }, lineStyle: { width: 2.5 },
          markLine: { symbol: 'none', silent: true, lineStyle: { color: '#d97706', opacity: 0.7 }, label: { show: marks.length < 6, rotate: 0, fontSize: 10 }, data: marks },
        }),
      ],
    });
  };
  if ('live' in text) document.addEventListener('reprise:series', refresh);
  window.addEventListener('resize', () => chart.resize());
  refresh();
}
const drawAll = (root) => root.querySelectorAll('[data-series]:not([data-drawn])').forEach(draw);
document.addEventListener('DOMContentLoaded', () => drawAll(document));
document.addEventListener('htmx:load', (event) => drawAll(event.detail.elt));
