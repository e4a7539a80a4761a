// Sets the reader's colours before the first paint. A module would be too late: the header loads this
// while the page is parsed.
{
  // From disk, browsers load no modules: the page works as without scripts, and says why it has no
  // search.
  document.documentElement.classList.replace("no-js", location.protocol === "file:" ? "from-disk" : "js");
  // As in Material, a site's own scripts subscribe to be called when the page is ready.
  window.document$ = { subscribe: (use) => addEventListener("DOMContentLoaded", () => use(document)) };

  const options = [...document.querySelectorAll("[data-md-component=palette] input")];
  const light = matchMedia("(prefers-color-scheme: light)");
  const key = `${new URL("..", document.currentScript.src).pathname}.__palette`; // as in Material
  let chosen = options.find(({ dataset }) => matchMedia(dataset.mdColorMedia).matches) ?? options[0];
  try {
    chosen = options[JSON.parse(localStorage[key]).index] ?? chosen;
  } catch {} // no choice is stored, or storage is off

  const paint = () => {
    const media = chosen.dataset.mdColorMedia;
    const systems = `(prefers-color-scheme: ${light.matches ? "light" : "dark"})`;
    const automatic = media === "(prefers-color-scheme)";
    const shown = automatic && options.find(({ dataset }) => dataset.mdColorMedia === systems);
    Object.assign(document.body.dataset, { ...(shown || chosen).dataset, mdColorMedia: media });
    chosen.checked = true;
    for (const option of options) {
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
