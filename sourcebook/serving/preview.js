// Only in the preview: loads the page anew when it has changed, and tells of problems over it.

const own = document.querySelector('script[src="/.preview/preview.js"]');
const place = "preview-place";

// Where the reader was before the page was loaded anew.
const [path, x, y] = JSON.parse(sessionStorage.getItem(place) || "[]");
sessionStorage.removeItem(place);
if (path === location.href) {
  history.scrollRestoration = "manual";
  const back = () => scrollTo({ left: x, top: y, behavior: "instant" });
  back();
  addEventListener("load", () => requestAnimationFrame(back));
}

function loadAnew() {
  sessionStorage.setItem(place, JSON.stringify([location.href, scrollX, scrollY]));
  location.reload();
}

const style = `
  :host { all: initial; }
  section {
    position: fixed; inset: auto 0 0 0; z-index: 1000; box-sizing: border-box;
    max-height: 70vh; overflow: auto; overscroll-behavior: contain;
    padding: 1rem 1.25rem 1.25rem; border-top: 4px solid #b3261e;
    background: #fffdf9; color: #211f1b; box-shadow: 0 -4px 24px #0006;
    font: 15px/1.45 system-ui, sans-serif;
  }
  h1 { margin: 0 6rem .5rem 0; font-size: 1.1rem; }
  button {
    position: absolute; top: .8rem; right: 1.25rem; padding: .3rem .8rem;
    border: 1px solid currentcolor; border-radius: 4px; background: none; color: inherit;
    font: inherit; cursor: pointer;
  }
  ol { margin: 0; padding: 0; list-style: none; }
  li { padding: .6rem 0; border-top: 1px solid #ddd5c6; }
  code, pre { font: 13px/1.4 ui-monospace, monospace; }
  code { font-weight: 600; overflow-wrap: anywhere; }
  p { margin: .2rem 0; overflow-wrap: anywhere; }
  pre { margin: .4rem 0 0; padding: .5rem; overflow-x: auto; background: #f4efe5; }
  i { font-style: normal; color: #b3261e; }
  li.warning i { color: #7d5600; }
  @media (prefers-color-scheme: dark) {
    section { background: #15191b; color: #e4dfd4; }
    li { border-color: #343c40; }
    pre { background: #1d2326; }
    i { color: #ff9c90; }
    li.warning i { color: #e2c072; }
  }
`;

const make = (name, ...inside) => {
  const made = document.createElement(name);
  made.append(...inside);
  return made;
};

let panel;

function tell(problems) {
  panel?.remove();
  if (!problems.length) return;
  panel = make("div");
  const list = make("ol", ...problems.map(({ place, severity, code, message, excerpt }) => {
    const about = code ? make("i", `${severity}[${code}] `) : "";
    const item = make("li", ...(place ? [make("code", place)] : []), make("p", about, message));
    item.className = severity;
    if (excerpt.length) item.append(make("pre", excerpt.join("\n")));
    return item;
  }));
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const hide = make("button", "Hide");
  const section = make("section",
    make("h1", errors ? "Not built: the page is as it was before" : "Built, with warnings"),
    hide, list);
  section.setAttribute("role", "alert");
  hide.onclick = () => panel.remove();
  panel.attachShadow({ mode: "open" }).append(make("style", style), section);
  document.body.append(panel);
}

const page = encodeURIComponent(location.pathname);
let news;

// Pages that nobody sees don't listen: a browser keeps few lines to one host.
function listen() {
  news?.close();
  if (document.hidden) return;
  news = new EventSource(`/.preview/news?page=${page}&since=${own.dataset.number}`);
  news.onmessage = ({ data }) => {
    const { load, problems } = JSON.parse(data);
    if (load) loadAnew();
    else tell(problems);
  };
}

listen();
addEventListener("visibilitychange", listen);
addEventListener("pageshow", ({ persisted }) => persisted && listen());
addEventListener("pagehide", () => news?.close());
