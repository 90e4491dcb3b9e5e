// The lifecycle as it is drawn in the BPMN file, with where the campaign stands, where it has been, and when.
const bpmnVisualizationAt = document.currentScript.dataset.library;
async function show(place) {
  place.dataset.drawn = 'yes';
  await library(bpmnVisualizationAt);
  const xml = await (await fetch(place.dataset.bpmn)).text();
  const diagram = new bpmnvisu.BpmnVisualization({ container: place, navigation: { enabled: true } });
  diagram.load(xml, { fit: { type: bpmnvisu.FitType.Center, margin: 12 } });
  const elements = diagram.bpmnElementsRegistry;
  elements.addCssClasses(place.dataset.been.split(' ').filter(Boolean), 'been');
  elements.addCssClasses(place.dataset.standing, 'standing');
  (place.dataset.times || '').split('|').filter(Boolean).forEach((stamp) => {
    const [element, time] = stamp.split('=');
    // Times are told at tasks and ends; at gateways and timers they would only be in the way.
    if (!/^(task|end)_/.test(element) || elements.getElementsByIds(element).length === 0) return;
    elements.addOverlays(element, { position: 'bottom-center', label: time, style: { font: { color: '#1f2937', size: 8 }, fill: { color: '#ffffff', opacity: 80 }, stroke: 'transparent' } });
  });
}
const showAll = (root) => root.querySelectorAll('[data-bpmn]:not([data-drawn])').forEach(show);
document.addEventListener('DOMContentLoaded', () => showAll(document));
document.addEventListener('htmx:load', (event) => showAll(event.detail.elt));
