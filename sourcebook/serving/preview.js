// Only in the preview: reloads a page that has changed, and shows problems on top of the page.

const script = document.querySelector('script[src="/.preview/preview.js"]');
const POSITION = "preview-place";

// The page's address and scroll position before the last reload.
const [href, x, y] = JSON.parse(sessionStorage.getItem(POSITION) || "[]");
sessionStorage.removeItem(POSITION);

// The position to return to, until the page has loaded: it may be too short to scroll before.
let wanted = href === location.href ? [x, y] : null;
if (wanted) {
  history.scrollRestoration = "manual";
  const back = () => scrollTo({ left: x, top: y, behavior: "instant" });
  back();
  addEventListener("load", () => requestAnimationFrame(() => {
    back();
    wanted = null;
  }));
}

function reload() {
  sessionStorage.setItem(POSITION, JSON.stringify([location.href, ...(wanted ?? [scrollX, scrollY])]));
  location.reload();
}

const style = new CSSStyleSheet();
style.replaceSync(`
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
`);

const make = (name, ...inside) => {
  const element = document.createElement(name);
  element.append(...inside);
  return element;
};

let panel;

function show(problems, heading, hideLabel) {
  panel?.remove();
  if (!problems.length) return;
  panel = make("div");
  const list = make("ol", ...problems.map(({ place, severity, code, message, excerpt }) => {
    const label = code ? make("i", `${severity}[${code}] `) : "";
    const item = make("li", ...(place ? [make("code", place)] : []), make("p", label, message));
    item.className = severity;
    if (excerpt.length) item.append(make("pre", excerpt.join("\n")));
    return item;
  }));
  const hide = make("button", hideLabel);
  const section = make("section", make("h1", heading), hide, list);
  section.setAttribute("role", "alert");
  hide.onclick = () => panel.remove();
  const root = panel.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [style];
  root.append(section);
  document.body.append(panel);
}

const page = encodeURIComponent(location.pathname);
let news;

// Hidden pages close their connection, because a browser opens only a few to each host.
function listen() {
  news?.close();
  if (document.hidden) return;
  news = new EventSource(`/.preview/news?page=${page}&since=${script.dataset.number}`);
  news.onmessage = ({ data }) => {
    const { load, problems, heading, hide } = JSON.parse(data);
    if (load) reload();
    else show(problems, heading, hide);
  };
}

listen();
addEventListener("visibilitychange", listen);
addEventListener("pageshow", ({ persisted }) => persisted && listen());
addEventListener("pagehide", () => news?.close());
