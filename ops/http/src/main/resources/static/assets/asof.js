// The slider says where it stands, also to those who only hear it, before the page of then is here.
document.addEventListener('input', (event) => {
  if (!event.target.matches('#step')) return;
  const option = document.querySelectorAll('#steps option')[event.target.value];
  event.target.setAttribute('aria-valuetext', option.label);
  document.getElementById('step-says').textContent = option.label;
});
document.addEventListener('click', (event) => {
  const by = event.target.closest('[data-step-by]');
  if (!by) return;
  const slider = document.getElementById('step');
  slider.value = Number(slider.value) + Number(by.dataset.stepBy);
  slider.dispatchEvent(new Event('input', { bubbles: true }));
});
