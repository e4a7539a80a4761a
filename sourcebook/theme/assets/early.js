// What comes before the first paint: the colours that the reader has chosen. The header loads this
// while the page is read, so it is no module.
{
  // Opened from disk, no module is loaded: the pages are as without scripts, and say so of the search.
  document.documentElement.classList.replace("no-js", location.protocol === "file:" ? "from-disk" : "js");
  // A site's own scripts wait for a page in this way, as Material's documentation tells them to.
  window.document$ = { subscribe: (use) => addEventListener("DOMContentLoaded", () => use(document)) };

  const options = [...document.querySelectorAll("[data-md-component=palette] input")];
  const light = matchMedia("(prefers-color-scheme: light)");
  const key = `${new URL("..", document.currentScript.src).pathname}.__palette`; // Material's
  let chosen = options.find(({ dataset }) => matchMedia(dataset.mdColorMedia).matches) ?? options[0];
  try {
    chosen = options[JSON.parse(localStorage[key]).index] ?? chosen;
  } catch {} // nothing has been chosen, or nothing can be stored

  const paint = () => {
    const media = chosen.dataset.mdColorMedia;
    const systems = `(prefers-color-scheme: ${light.matches ? "light" : "dark"})`;
    const automatic = media === "(prefers-color-scheme)";
    const shown = automatic && options.find(({ dataset }) => dataset.mdColorMedia === systems);
    Object.assign(document.body.dataset, { ...(shown || chosen).dataset, mdColorMedia: media });
    chosen.checked = true;
    for (const option of options) {
      // What the label says is what a click leads to.
      if (option.nextElementSibling?.matches("label")) option.nextElementSibling.hidden = option !== chosen;
    }
  };
  const repaint = () => {
    document.body.dataset.mdColorSwitching = ""; // at once, without transitions
    paint();
    setTimeout(() => delete document.body.dataset.mdColorSwitching);
  };

  if (chosen) {
    const { form } = chosen;
    form.onchange = ({ target }) => {
      chosen = target;
      repaint();
      try {
        localStorage[key] = JSON.stringify({ index: options.indexOf(chosen) });
      } catch {}
    };
    form.onkeydown = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      const next = options[(options.indexOf(chosen) + 1) % options.length];
      next.click();
      next.focus();
    };
    light.onchange = repaint;
    paint();
  }
}
