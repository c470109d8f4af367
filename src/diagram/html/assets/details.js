// The selection: what stays bright in the picture, and all that is known about one element beside it.

const panel = byId("details");
let selected = null;

// Selects an element, or nothing. `jump` also goes to where it is drawn.
function select(id, jump = false) {
  const element = elements.get(id);
  selected = element ? id : null;
  if (element && jump) goTo(element);
  light();
  panel.hidden = !element;
  if (element) tell(element);
  else say("");
  if (element && jump) {
    const node = nodeOf(id);
    if (node && !stage.parentElement.hidden && !stage.hidden) {
      bring(node, true);
      if (node.hasAttribute("tabindex")) focusOn(node);
    }
  }
  writeAddress();
}

const nodeOf = (id) => picture?.nodes.find((node) => node.dataset.of === id);

// Dims what has nothing to do with the selection, and what lies outside of the chosen context.
function light() {
  if (!picture) return;
  const { on, before, after } = selected ? story(selected) : { on: null, before: 0, after: 0 };
  const chosen = isBig ? "" : byId("context").value;
  const isIn = (id) => !chosen || !elements.get(id)?.context || elements.get(id).context === chosen;
  const isOn = (node) => {
    const companions = picture.companions.get(node);
    return companions ? companions.some((id) => on.has(id)) : on.has(node.dataset.of);
  };
  for (const node of picture.nodes) {
    const id = node.dataset.of;
    const isBright = on !== null && isOn(node);
    node.classList.toggle("dim", on !== null && !isBright);
    node.classList.toggle("on", isBright);
    node.classList.toggle("me", id === selected);
    node.classList.toggle("off", !isIn(id));
  }
  for (const { node, pairs } of picture.ties) {
    const isBright = on !== null && pairs.some(([from, to]) => on.has(from) && on.has(to));
    node.classList.toggle("dim", on !== null && !isBright);
    node.classList.toggle("on", isBright);
    node.classList.toggle("off", !pairs.some((pair) => pair.some(isIn)));
  }
  if (selected && before + after > 0) {
    say(`${elements.get(selected).name}: ${before} upstream, ${after} downstream`);
  } else if (selected) say(elements.get(selected).name);
}

const say = (text) => {
  byId("status").textContent = text;
};

function tell(element) {
  panel.replaceChildren(top(element), make("h2", "", element.name), path(element));
  panel.scrollTop = 0;
  const add = (...nodes) => panel.append(...nodes.filter(Boolean));
  if (element.description) add(make("p", "", element.description));
  (remarks.get(element.id) ?? []).forEach((remark) => add(remarkOf(remark)));
  add(actions(element), facts(element.facts));
  const around = element.kind === "hotspot" ? element.about : [];
  links("About", around).forEach((node) => add(node));
  links("Open questions", questions.get(element.id)).forEach((node) => add(node));
  links("Caused by", causes.get(element.id)).forEach((node) => add(node));
  links("Leads to", effects.get(element.id)).forEach((node) => add(node));
  (element.sections ?? []).forEach((section) => add(...sectionOf(section)));
  links(element.kind === "saga" ? "Steps" : "Inside", parts.get(element.id)).forEach((node) => add(node));
  exampleList(element).forEach((node) => add(node));
}

function top(element) {
  const kind = make("span", `kind role-${element.role ?? "none"}`);
  if (element.role) kind.append(icon(element.role));
  kind.append(element.kind.toUpperCase());
  const version = make("span", "version", element.tag ?? "");
  const close = button("close", "×", () => select(null));
  close.setAttribute("aria-label", "Close the details");
  close.title = "Close ( Esc )";
  return make("div", "top", null, kind, version, close);
}

// The name in the model, and the elements around it.
function path(element) {
  const made = make("p", "path");
  for (let parent = elements.get(element.parent); parent; parent = elements.get(parent.parent)) {
    const { id, name } = parent;
    made.prepend(button("", name, () => select(id, true)), " › ");
  }
  made.append(make("code", "", element.raw));
  return made;
}

function remarkOf(remark) {
  const made = make("div", `remark ${remark.severity}`);
  made.append(make("span", "severity", `${remark.severity}: `), remark.message);
  if (remark.help) made.append(make("div", "", remark.help));
  made.append(make("small", "", `${remark.rule} ${remark.code} · ${remark.place}`));
  return made;
}

// The pictures of an element, and the other things that can be done with it.
function actions(element) {
  const made = make("div", "actions");
  data.pictures.forEach((one, number) => {
    const isOwn = one.of === element.id || (element.kind === "context" && one.context === element.context);
    if (isOwn) made.append(button("", one.tab, () => open(number)));
  });
  if (element.kind === "context" && !isBig) {
    made.append(button("", "Only this context", () => {
      byId("context").value = element.context;
      select(null);
      open(data.pictures.findIndex((one) => !one.subject));
    }));
  }
  if (!nodeOf(element.id) && homeOf(element) >= 0 && isDrawable(element)) {
    made.append(button("", "Show in picture", () => select(element.id, true)));
  }
  return made.childNodes.length > 0 ? made : null;
}

function facts(list) {
  if (!list) return null;
  const made = make("dl", "facts");
  for (const [word, text] of list) made.append(make("div", "", null, make("dt", "", word), make("dd", "", text)));
  return made;
}

function link(id) {
  const element = elements.get(id);
  const made = button(`go role-${element.role ?? "none"}`, element.name, () => select(id, true));
  made.append(make("small", "", element.kind));
  return made;
}

function links(title, ids) {
  const known = (ids ?? []).filter((id) => elements.has(id));
  return known.length > 0 ? [make("h3", "", title), ...known.map(link)] : [];
}

function sectionOf({ title, note, lines, columns, rows }) {
  const made = [make("h3", "", title)];
  if (note) made.push(make("p", "note", `“${note}”`));
  if (lines) {
    const list = make("ul", "lines");
    lines.forEach((line) => list.append(make("li", "", line)));
    made.push(list);
  }
  if (rows) made.push(table(columns, rows.map((row) => row.map((cell) => make("td", "", cell)))));
  return made;
}

function table(columns, rows) {
  const isUsed = columns.map((name, at) => name !== "" || rows.some((row) => row[at].textContent !== ""));
  const pick = (cells) => cells.filter((_, at) => isUsed[at]);
  const head = make("tr", "", null, ...pick(columns.map((name) => {
    const cell = make("th", "", name);
    cell.scope = "col";
    return cell;
  })));
  const body = rows.map((cells) => make("tr", "", null, ...pick(cells)));
  return make("table", "", null, make("thead", "", null, head), make("tbody", "", null, ...body));
}

function exampleList(element) {
  const found = examples.get(element.id) ?? [];
  if (found.length === 0) return [];
  return [make("h3", "", plural(found.length, "scenario")), ...found.map((example) => {
    const steps = make("div", "steps");
    const line = (word, text) => steps.append(make("b", "", word), make("span", "", text));
    example.given.forEach((text, at) => line(at === 0 ? "Given" : "and", text));
    line("When", example.when);
    example.then.forEach((text, at) => line(at === 0 ? "Then" : "and", text));
    const made = make("details", "", null, make("summary", "", example.name), steps);
    made.open = found.length === 1;
    return made;
  })];
}
