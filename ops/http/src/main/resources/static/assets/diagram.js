// The lifecycle as it is drawn in the BPMN file, with where the campaign stands and where it has been.
async function show(place) {
  const xml = await (await fetch(place.dataset.bpmn)).text();
  const diagram = new bpmnvisu.BpmnVisualization({ container: place, navigation: { enabled: true } });
  diagram.load(xml, { fit: { type: bpmnvisu.FitType.Center, margin: 12 } });
  diagram.bpmnElementsRegistry.addCssClasses(place.dataset.been.split(' ').filter(Boolean), 'been');
  diagram.bpmnElementsRegistry.addCssClasses(place.dataset.standing, 'standing');
}
document.addEventListener('DOMContentLoaded', () => document.querySelectorAll('[data-bpmn]').forEach(show));
