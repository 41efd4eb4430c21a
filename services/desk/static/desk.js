"use strict";
// Dragging over the histogram chooses days. Without this script the two date fields do the same.
(() => {
  const drawing = document.getElementById("histogram");
  const since = document.getElementById("since");
  const until = document.getElementById("until");
  if (!drawing || !since || !until) return;
  const bars = [...drawing.querySelectorAll("a")];
  let first = null;
  let dragged = false;

  const barAt = (event) => {
    const box = drawing.getBoundingClientRect();
    const place = Math.floor(((event.clientX - box.left) / box.width) * bars.length);
    return Math.max(0, Math.min(bars.length - 1, place));
  };
  const show = (one, other) => {
    const [left, right] = one < other ? [one, other] : [other, one];
    bars.forEach((bar, place) => bar.classList.toggle("held", place >= left && place <= right));
    since.value = bars[left].dataset.since;
    until.value = bars[right].dataset.until;
  };

  drawing.addEventListener("dragstart", (event) => event.preventDefault());
  drawing.addEventListener("pointerdown", (event) => {
    first = barAt(event);
    dragged = false;
    event.preventDefault();
  });
  window.addEventListener("pointermove", (event) => {
    if (first === null) return;
    dragged = dragged || barAt(event) !== first;
    if (dragged) show(first, barAt(event));
  });
  window.addEventListener("pointerup", () => {
    if (first !== null && dragged) since.form.requestSubmit();
    first = null;
  });
  drawing.addEventListener("click", (event) => {
    if (dragged) event.preventDefault();
  });
})();
// A mark leads to its explanation, which may lie in a closed list.
const unfold = () => {
  const target = location.hash.startsWith("#why-") && document.getElementById(location.hash.slice(1));
  if (target) {
    target.closest("details").open = true;
    target.focus();
  }
};
window.addEventListener("hashchange", unfold);
unfold();
// A page that waits for something loads itself again; without this script its <noscript> does.
if (document.body.dataset.reload) setTimeout(() => location.reload(), 1000 * document.body.dataset.reload);
