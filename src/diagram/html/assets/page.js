// The page around the stage: tabs, addresses, contexts, light, keys and paper.

const root = document.documentElement;
const kinds = [...new Set(data.pictures.map((one) => one.kind))];
// Where there is one picture for each context, the first picture is the map that leads to them.
const isBig = data.pictures.some((one) => one.context);
const tabs = [...kinds, "outline", "findings"];
let tab = null;

const ofKind = (kind) => data.pictures.map((one, number) => ({ ...one, number })).filter((one) => one.kind === kind);

function makeTabs() {
  for (const name of tabs) {
    const [first, ...others] = ofKind(name);
    const words = first ? (first.subject && others.length > 0 ? `${first.tab}s` : first.tab) : name[0].toUpperCase() + name.slice(1);
    const made = button("", words, () => openTab(name));
    made.id = `tab-${name}`;
    made.setAttribute("role", "tab");
    made.setAttribute("aria-controls", "main");
    if (first) made.title = first.about;
    if (name === "findings" && data.remarks.length > 0) made.append(make("span", `count ${worst(data.remarks)}`, String(data.remarks.length)));
    byId("tabs").append(made);
  }
  byId("tabs").addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const next = tabs[(tabs.indexOf(tab) + by + tabs.length) % tabs.length];
    openTab(next);
    byId(`tab-${next}`).focus();
  });
}

// Opens a tab on what is selected, as far as there is a picture of it.
function openTab(name) {
  if (!kinds.includes(name)) return openList(name);
  const all = ofKind(name);
  const element = elements.get(selected);
  const chosen = byId("context").value;
  const fits = (one) => {
    if (one.subject) return one.of === selected || (element && one.of === element.parent);
    return one.context && one.context === (element?.context ?? chosen);
  };
  open((all.find(fits) ?? all.find((one) => one.number === last.get(name)) ?? all[0]).number);
}

// The picture of each kind that was looked at last.
const last = new Map();

function open(number) {
  const one = data.pictures[number];
  list.hidden = true;
  stage.hidden = byId("zoom").hidden = false;
  setTab(one.kind);
  last.set(one.kind, number);
  showPicture(number);
  offer(one, number);
  if (isBig) byId("context").value = one.context ?? "";
  light();
  writeAddress();
}

function openList(name) {
  stage.hidden = byId("zoom").hidden = true;
  byId("which").hidden = true;
  list.hidden = false;
  setTab(name);
  showList(name);
  writeAddress();
}

function setTab(name) {
  tab = name;
  for (const known of tabs) {
    const made = byId(`tab-${known}`);
    made.setAttribute("aria-selected", String(known === name));
    made.tabIndex = known === name ? 0 : -1;
  }
  byId("main").setAttribute("aria-labelledby", `tab-${name}`);
}

// The other pictures of the same kind.
function offer(one, number) {
  const all = ofKind(one.kind);
  byId("which").hidden = all.length < 2;
  byId("which-word").textContent = one.context ? "Context" : "Of";
  const name = (it) => (it.subject ?? elements.get(`context:${it.context}`)?.name ?? it.context);
  byId("which-one").replaceChildren(...all.map((it) => new Option(name(it), it.number, false, it.number === number)));
}

// The picture in which an element is found best: the open one, else one of its context, else one of the whole model.
function homeOf(element) {
  if (nodeOf(element.id) && list.hidden) return picture.number;
  const all = data.pictures.map((one, number) => ({ ...one, number }));
  const home = all.find((one) => one.context && one.context === element.context && element.kind !== "context");
  const first = all.find((one) => !one.subject && !one.context);
  return (home ?? first)?.number ?? -1;
}

const isDrawable = (element) => element.kind !== "saga" && element.kind !== "context";

function goTo(element) {
  if (!list.hidden && !isDrawable(element)) return;
  const number = homeOf(element);
  if (number >= 0 && (picture?.number !== number || !list.hidden)) open(number);
}

// The address says what is looked at: `#event:Accounts.AccountOpened`, `#tab=lifecycle:Order&…`.
function writeAddress() {
  if (!tab) return;
  const one = list.hidden ? data.pictures[picture.number] : null;
  const what = one?.subject ?? one?.context;
  const address = [];
  if (tab !== tabs[0] || what) address.push(`tab=${tab}${what ? `:${encodeURIComponent(what)}` : ""}`);
  if (selected) address.push(encodeURIComponent(selected).replaceAll("%3A", ":").replaceAll("%2F", "/"));
  const hash = address.length > 0 ? `#${address.join("&")}` : location.pathname + location.search;
  if (hash !== location.hash) history.replaceState(history.state, "", hash);
}

function readAddress() {
  const words = location.hash.slice(1).split("&").map(decodeURIComponent);
  const wanted = words.find((word) => word.startsWith("tab="))?.slice(4) ?? "";
  const [name, ...what] = wanted.split(":");
  const subject = what.join(":");
  const exact = ofKind(name).find((one) => (one.subject ?? one.context) === subject);
  if (exact) open(exact.number);
  else if (tabs.includes(name)) openTab(name);
  else if (!tab) openTab(tabs[0]);
  const id = words.find((word) => elements.has(word));
  if (id) select(id, !name);
  else if (selected) select(null);
}

function setTheme(isDark) {
  root.dataset.theme = isDark ? "dark" : "light";
  byId("theme").setAttribute("aria-pressed", String(isDark));
}

function followSystem() {
  const system = matchMedia("(prefers-color-scheme:dark)");
  setTheme(system.matches);
  let isChosen = false;
  system.addEventListener("change", () => isChosen || setTheme(system.matches));
  byId("theme").addEventListener("click", () => {
    isChosen = true;
    setTheme(root.dataset.theme !== "dark");
  });
}

// Paper has all pictures, each on a page of its own, in the light. Of a big model it has the open one.
function toPaper() {
  const numbers = isBig ? [picture?.number ?? 0] : data.pictures.map((_, number) => number);
  const sheets = make("div", "", null, ...numbers.map((number) => make("div", "", null, parsed(number))));
  sheets.id = "sheets";
  sheets.dataset.theme = root.dataset.theme;
  setTheme(false);
  document.body.append(sheets);
}

function fromPaper() {
  const sheets = byId("sheets");
  if (!sheets) return;
  setTheme(sheets.dataset.theme === "dark");
  sheets.remove();
}

function act(event) {
  const { key, target } = event;
  if (key === "Escape") {
    clearSearch();
    input.blur();
    select(null);
  }
  if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input,select,dialog")) return;
  const pixels = 70;
  const node = target.closest?.(".known");
  const does = {
    "/": () => input.focus(),
    "?": () => byId("help").showModal(),
    ...(stage.hidden ? {} : {
      "+": () => zoom(1.25),
      "=": () => zoom(1.25),
      "-": () => zoom(0.8),
      0: fit,
      ArrowLeft: () => move(pixels, 0),
      ArrowRight: () => move(-pixels, 0),
      ArrowUp: () => move(0, pixels),
      ArrowDown: () => move(0, -pixels),
    }),
    ...(node && { Enter: () => select(node.dataset.of), " ": () => select(node.dataset.of) }),
  }[key];
  const isStep = key === "Tab" && node && step(node, event.shiftKey ? -1 : 1);
  if (does) does();
  if (does || isStep) event.preventDefault();
}

// A click on the head of a lane means its context, one on the lane itself nothing.
function pick(event) {
  if (moved > 5) return;
  const node = event.target.closest("[data-of]");
  const isGround = event.target.matches(".lane,.lane-outside,.paper");
  const id = node && !isGround && elements.has(node.dataset.of) ? node.dataset.of : null;
  select(id);
}

function filter() {
  const name = byId("context").value;
  if (!isBig) return light();
  const kind = kinds.includes(tab) && name ? tab : "board";
  const home = data.pictures.findIndex((one) => (name ? one.context === name && one.kind === kind : !one.context));
  const any = data.pictures.findIndex((one) => one.context === name);
  return open(home >= 0 ? home : Math.max(any, 0));
}

function start() {
  byId("name").querySelector("h1").textContent = data.title;
  byId("name").title = data.description ?? data.title;
  byId("counts").textContent = data.note ?? data.counts;
  byId("counts").title = data.note ?? "";
  byId("context").append(new Option("All contexts", ""), ...data.contexts.map(([name, words]) => new Option(words, name)));
  byId("context").hidden = data.contexts.length < 2;
  if (data.broken.length > 0) {
    const words = `The files have ${plural(data.broken.length, "error")}. This is how they were before.`;
    const items = data.broken.map((remark) => make("li", "", null, make("code", "", remark.place), ` ${remark.message}`));
    byId("broken").append(make("b", "", words), make("ul", "", null, ...items));
    byId("broken").hidden = false;
  }
  makeTabs();
  followSystem();
  stage.addEventListener("click", pick);
  stage.addEventListener("dblclick", () => {
    const own = data.pictures.findIndex((one) => one.context && `context:${one.context}` === selected);
    if (own >= 0) open(own);
  });
  addEventListener("keydown", act);
  addEventListener("hashchange", readAddress);
  addEventListener("beforeprint", toPaper);
  addEventListener("afterprint", fromPaper);
  byId("context").addEventListener("change", filter);
  byId("which-one").addEventListener("change", (event) => open(Number(event.target.value)));
  byId("smaller").addEventListener("click", () => zoom(0.8));
  byId("larger").addEventListener("click", () => zoom(1.25));
  byId("fit").addEventListener("click", fit);
  byId("print").addEventListener("click", () => print());
  byId("helping").addEventListener("click", () => byId("help").showModal());
  readAddress();
}

start();
