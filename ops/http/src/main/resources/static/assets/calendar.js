// A draft is dragged to another day: the same form is sent that the keyboard fills in.
const DAY = 24 * 60 * 60 * 1000;
let dragged = null;
const day = (text) => Date.parse(text + 'T00:00:00Z');
document.addEventListener('dragstart', (event) => {
  dragged = event.target.closest ? event.target.closest('[data-form]') : null;
  if (dragged) {
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', dragged.dataset.form);
  }
});
const place = (event) => (dragged && event.target.closest ? event.target.closest('[data-day]') : null);
document.addEventListener('dragover', (event) => {
  const cell = place(event);
  document.querySelectorAll('.drop').forEach((other) => other !== cell && other.classList.remove('drop'));
  if (cell) {
    event.preventDefault();
    cell.classList.add('drop');
  }
});
document.addEventListener('dragend', () => {
  dragged = null;
  document.querySelectorAll('.drop').forEach((cell) => cell.classList.remove('drop'));
});
document.addEventListener('drop', (event) => {
  const cell = place(event);
  if (!cell) return;
  event.preventDefault();
  const form = document.getElementById(dragged.dataset.form);
  const moved = day(cell.dataset.day) - day(dragged.dataset.from);
  if (form && moved !== 0) {
    form.elements.to.value = new Date(day(form.dataset.starts) + Math.round(moved / DAY) * DAY).toISOString().slice(0, 10);
    form.submit();
  }
});
