// A span of time chosen on the timeline: by dragging over it, by holding a finger on it and moving, or with the two
// handles at its ends. It leads to the same page with `since` and `until`, as the form of the page does without this.
"use strict";
const DAY = 86_400_000;
const NUDGE = 5; // pixels that a click may tremble
const HOLD = 450; // milliseconds after which a finger chooses instead of scrolling
const MONTHS_FROM = 1500; // days from which a span is told in months

function make(name, attributes, parent) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return parent.appendChild(made);
}

function makeBrush(drawing, bar) {
  const [left, right, top, bottom] = ["left", "right", "top", "bottom"].map((key) => Number(drawing.dataset[key]));
  const [first, last] = ["first", "last"].map((key) => Date.parse(drawing.dataset[key]) / DAY);
  const isInMonths = last - first > MONTHS_FROM;
  const told = bar.querySelector("output");
  const show = bar.querySelector("button");
  const step = Math.max(1, Math.round((last - first) / 100));

  const shade = make("rect", { class: "span", y: top, height: bottom - top }, drawing);
  const handles = ["Beginning of the span", "End of the span"].map((label) => {
    const handle = make("g", { class: "handle", role: "slider", tabindex: 0, "aria-label": label }, drawing);
    make("line", { y1: top, y2: bottom }, handle);
    make("circle", { class: "hit", cy: bottom, r: 16 }, handle);
    make("circle", { class: "grip", cy: bottom, r: 7 }, handle);
    return handle;
  });
  let days = [first, last];
  let dragged = null; // where a drag began, as a day and on the screen
  let isChoosing = false;
  let isClickSpent = false;
  let hold = 0;

  const isWhole = () => days[0] <= first && days[1] >= last;
  const write = (day) => new Date(day * DAY).toISOString().slice(0, isInMonths ? 7 : 10);
  const say = (day) =>
    new Date(day * DAY).toLocaleDateString("en-GB", {
      timeZone: "UTC",
      year: "numeric",
      month: "short",
      ...(isInMonths ? {} : { day: "numeric" }),
    });
  const placeOf = (day) => left + ((day - first) / (last - first)) * (right - left);
  const dayAt = (clientX) => {
    const x = new DOMPoint(clientX, 0).matrixTransform(drawing.getScreenCTM().inverse()).x;
    const part = Math.min(1, Math.max(0, (x - left) / (right - left)));
    return Math.round(first + part * (last - first));
  };

  function choose(one, other) {
    days = [Math.min(one, other), Math.max(one, other)];
    const places = days.map(placeOf);
    shade.setAttribute("x", places[0]);
    shade.setAttribute("width", isWhole() ? 0 : places[1] - places[0]);
    for (const [number, handle] of handles.entries()) {
      handle.setAttribute("transform", `translate(${places[number]} 0)`);
      handle.setAttribute("aria-valuemin", number ? days[0] : first);
      handle.setAttribute("aria-valuemax", number ? last : days[1]);
      handle.setAttribute("aria-valuenow", days[number]);
      handle.setAttribute("aria-valuetext", say(days[number]));
    }
    told.textContent = isWhole() ? "" : `${say(days[0])} – ${say(days[1])}`;
    show.hidden = isWhole();
  }

  function rest() {
    clearTimeout(hold);
    dragged = null;
    isChoosing = false;
  }

  function cancel() {
    rest();
    choose(first, last);
  }

  function go() {
    rest();
    if (isWhole()) return;
    const address = new URL(location.href);
    // An end that was not moved stays as it was asked for, or open.
    if (days[0] > first) address.searchParams.set("since", write(days[0]));
    if (days[1] < last) address.searchParams.set("until", write(days[1]));
    for (const name of ["during", "page"]) address.searchParams.delete(name);
    address.hash = "timeline";
    location.assign(address);
  }

  drawing.addEventListener("pointerdown", (event) => {
    isClickSpent = false;
    if (event.button || event.pointerType === "touch" || event.target.closest(".handle")) return;
    dragged = { day: dayAt(event.clientX), x: event.clientX };
  });
  drawing.addEventListener("pointermove", (event) => {
    if (!dragged || event.pointerType === "touch") return;
    if (!isChoosing && Math.abs(event.clientX - dragged.x) < NUDGE) return;
    if (!isChoosing) drawing.setPointerCapture(event.pointerId);
    isChoosing = true;
    choose(dragged.day, dayAt(event.clientX));
  });
  drawing.addEventListener("pointerup", (event) => {
    if (event.pointerType === "touch") return;
    isClickSpent = isChoosing;
    if (isChoosing) go();
    else rest();
  });
  drawing.addEventListener("pointercancel", (event) => {
    if (event.pointerType !== "touch" && isChoosing) cancel();
  });
  // A mark that a drag begins on is a link: it shall neither be carried away nor opened.
  drawing.addEventListener("dragstart", (event) => event.preventDefault());
  drawing.addEventListener(
    "click",
    (event) => {
      if (!isClickSpent) return;
      isClickSpent = false;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );

  drawing.addEventListener(
    "touchstart",
    (event) => {
      rest();
      if (event.touches.length !== 1 || event.target.closest(".handle")) return;
      const x = event.touches[0].clientX;
      dragged = { day: dayAt(x), x };
      hold = setTimeout(() => {
        isChoosing = true;
        choose(dragged.day, dragged.day + step);
      }, HOLD);
    },
    { passive: true },
  );
  drawing.addEventListener(
    "touchmove",
    (event) => {
      if (!dragged) return;
      const x = event.touches[0].clientX;
      // While a scroll before it still runs, a touch cannot be had for oneself.
      if (isChoosing && !event.cancelable) cancel();
      else if (isChoosing) {
        event.preventDefault();
        choose(dragged.day, dayAt(x));
      } else if (Math.abs(x - dragged.x) > 2 * NUDGE) rest();
    },
    { passive: false },
  );
  drawing.addEventListener("touchend", (event) => {
    if (isChoosing) {
      event.preventDefault();
      go();
    } else rest();
  });
  drawing.addEventListener("touchcancel", () => (isChoosing ? cancel() : rest()));
  drawing.addEventListener("contextmenu", (event) => {
    if (isChoosing) event.preventDefault();
  });

  for (const [number, handle] of handles.entries()) {
    const move = (day) => {
      const bounded = number ? Math.max(days[0] + 1, Math.min(last, day)) : Math.min(days[1] - 1, Math.max(first, day));
      choose(...(number ? [days[0], bounded] : [bounded, days[1]]));
    };
    let isHeld = false;
    handle.addEventListener("pointerdown", (event) => {
      isHeld = !event.button;
      if (isHeld) handle.setPointerCapture(event.pointerId);
    });
    handle.addEventListener("pointermove", (event) => isHeld && move(dayAt(event.clientX)));
    for (const name of ["pointerup", "pointercancel"]) handle.addEventListener(name, () => (isHeld = false));
    handle.addEventListener("keydown", (event) => {
      const day = days[number];
      const deeds = {
        ArrowLeft: () => move(day - step),
        ArrowDown: () => move(day - step),
        ArrowRight: () => move(day + step),
        ArrowUp: () => move(day + step),
        PageDown: () => move(day - 10 * step),
        PageUp: () => move(day + 10 * step),
        Home: () => move(first),
        End: () => move(last),
        Enter: go,
      };
      if (!Object.hasOwn(deeds, event.key)) return;
      event.preventDefault();
      deeds[event.key]();
    });
  }
  show.addEventListener("click", go);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (isChoosing || !isWhole())) cancel();
  });
  // Whoever comes back to the page finds it as the server made it.
  addEventListener("pageshow", cancel);
  drawing.classList.add("brushed");
  bar.hidden = false;
  cancel();
}

const drawing = document.querySelector("svg[data-first]");
if (drawing) makeBrush(drawing, document.getElementById("span"));
