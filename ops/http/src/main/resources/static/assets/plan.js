// Says what a slider stands at, and marks the field that is wrong.
const says = (slider) => {
  const value = Number(slider.value);
  document.getElementById(slider.dataset.says).textContent = (value > 0 && slider.min < 0 ? '+' : '') + value.toLocaleString(document.documentElement.lang) + slider.dataset.unit;
};
document.addEventListener('input', (event) => event.target.dataset.says && says(event.target));
document.addEventListener('DOMContentLoaded', () => document.querySelectorAll('[data-says]').forEach(says));
document.addEventListener('htmx:afterSwap', (event) => {
  if (event.target.id !== 'check') return;
  const wrong = event.target.querySelector('[data-wrong]');
  const field = wrong ? wrong.dataset.wrong : '';
  document.querySelectorAll('[data-field]').forEach((input) => {
    const bad = field !== '' && input.dataset.field.split(' ').some((name) => field === name || field.startsWith(name + '[') || field.startsWith(name + '.'));
    input.classList.toggle('is-invalid', bad);
    input.toggleAttribute('aria-invalid', bad);
  });
  const fine = event.target.querySelector('[data-hours-max]');
  if (fine) document.getElementById('hour').max = fine.dataset.hoursMax;
});
