// Large libraries are loaded when the page has been painted, and after a moment in which the reader may go on to another page: what
// is read is there at once, what they draw soon.
const MOMENT = 250;
const painted = new Promise((done) => requestAnimationFrame(() => setTimeout(done, MOMENT)));
const libraries = new Map();
const load = (source) =>
  new Promise((done, fail) => {
    const script = document.createElement('script');
    script.addEventListener('load', done);
    script.addEventListener('error', fail);
    script.src = source;
    document.head.append(script);
  });
const library = (source) => {
  if (!libraries.has(source)) libraries.set(source, painted.then(() => load(source)));
  return libraries.get(source);
};
