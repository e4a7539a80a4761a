// A slider over the months in which events are dated, and a button that plays them.
import { button, make } from "./filters.js";
import { _ } from "./gettext.js";

/** Add both to a form of `choosing`. `sliding` gets true before a month is set, false after. */
export function months(form, data, moves, sliding) {
  const days = Object.values(data.events).map((event) => event.filter((one) => /^\d{4}-/.test(one)))
    .filter(([first, last]) => new Date(last) - new Date(first) < 9e9); // about 3 months in ms
  const stops = ["", ...new Set(days.flat().map((day) => day.slice(0, 7)).sort())];
  if (stops.length < 3) return;
  const slider = make("input", { type: "range", max: stops.length - 1, defaultValue: 0, ariaLabel: _("Month") });
  const told = make("output", {}, _("all months"));
  const play = button(_("Play"), () => (timer ? stop() : step()));
  let timer = 0;
  const stop = () => {
    timer = clearTimeout(timer);
    play.textContent = _("Play");
  };
  const first = (month) => month && `${month}-01`;
  const last = (month) => month && new Date(Date.UTC(...month.split("-"), 0)).toISOString().slice(0, 10);
  const tell = (month) => {
    told.value = slider.ariaValueText = month
      ? new Date(month).toLocaleDateString(`${document.documentElement.lang}-u-nu-latn`, { year: "numeric", month: "long", timeZone: "UTC" })
      : _("all months");
  };
  const set = () => {
    const month = stops[slider.value];
    tell(month);
    form.from.value = first(month);
    form.to.value = last(month);
    sliding(true);
    form.onchange();
    sliding(false);
  };
  const step = () => {
    slider.value = slider.value === slider.max ? 0 : Number(slider.value) + 1;
    set();
    play.textContent = _("Pause");
    timer = +slider.value ? setTimeout(step, 1500) : stop();
  };
  const asked = stops.findIndex((month) => form.from.value === first(month) && form.to.value === last(month));
  if (asked > 0) tell(stops[slider.value = asked]);
  slider.oninput = () => set(stop());
  form.addEventListener("reset", () => set(stop(slider.value = 0)));
  slider.onchange = (event) => event.stopPropagation(); // the input event did this already
  form.append(make("div", { className: "map-months" }, moves ? play : "", slider, told));
}
