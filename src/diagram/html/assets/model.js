// The model as the page knows it: elements by their names, and what leads to what.

const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("data").textContent);
const elements = new Map(data.elements.map((element) => [element.id, element]));

const effects = new Map();
const causes = new Map();
for (const [from, to] of data.links) {
  const [cause, effect] = [data.elements[from].id, data.elements[to].id];
  append(effects, cause, effect);
  append(causes, effect, cause);
}

const parts = new Map();
const questions = new Map();
for (const element of data.elements) {
  if (element.parent) append(parts, element.parent, element.id);
  for (const id of element.about ?? []) append(questions, id, element.id);
}

const remarks = new Map();
for (const remark of data.remarks) append(remarks, remark.of, remark);

const examples = new Map();
for (const example of data.examples) {
  for (const id of example.of) append(examples, id, example);
}

function append(lists, key, value) {
  if (!lists.has(key)) lists.set(key, []);
  lists.get(key).push(value);
}

// Everything that can be reached from an element. Nothing leads on from a read model: commands that read it would light
// up nearly everything.
function reach(next, start) {
  const found = new Set();
  const open = [start];
  while (open.length > 0) {
    for (const id of next.get(open.pop()) ?? []) {
      if (!found.has(id)) {
        found.add(id);
        open.push(id);
      }
    }
  }
  found.delete(start);
  return found;
}

// An element and everything inside of it.
function inside(id) {
  const found = new Set([id]);
  for (const one of found) (parts.get(one) ?? []).forEach((part) => found.add(part));
  return found;
}

// What stays bright when an element is selected, and how much of it is cause and effect.
function story(id) {
  const element = elements.get(id);
  if (element.kind === "hotspot") return { on: new Set([id, ...element.about]), before: 0, after: 0 };
  if (element.kind === "context") {
    const contexts = data.contexts.map(([name]) => `context:${name}`);
    return { on: new Set([...inside(id), ...contexts]), before: 0, after: 0 };
  }
  if (element.kind === "aggregate" || element.kind === "external system") {
    return { on: inside(id), before: 0, after: 0 };
  }
  const [before, after, on] = [new Set(), new Set(), inside(id)];
  for (const start of inside(id)) {
    reach(causes, start).forEach((one) => before.add(one));
    reach(effects, start).forEach((one) => after.add(one));
  }
  [...before, ...after].forEach((one) => on.add(one));
  return { on, before: before.size, after: after.size };
}

// An element of the page with a class and a text. All texts go through here, so that none becomes markup.
function make(tag, className, text, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined && text !== null) made.textContent = text;
  made.append(...children);
  return made;
}

function button(className, text, act) {
  const made = make("button", className, text);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

function drawn(tag, attributes) {
  const made = document.createElementNS(byId("icons").namespaceURI, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function icon(role) {
  const made = drawn("svg", { viewBox: "0 0 10 10", "aria-hidden": "true" });
  made.append(drawn("use", { href: `#icon-${role}` }));
  return made;
}

const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
