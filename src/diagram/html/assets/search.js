// The search: names first, then names of fields, then what descriptions say.

const input = byId("search");
const results = byId("results");
const MOST_SHOWN = 40;
let found = [];
let hits = new Set();
let marked = 0;

// What is searched, made once: the texts of an element by how much they matter.
const texts = data.elements.map((element) => ({
  id: element.id,
  name: `${element.name} ${element.raw}`.toLowerCase(),
  fields: (element.sections ?? []).flatMap((section) => section.rows ?? []).map((row) => row[0]).join(" ").toLowerCase(),
  more: `${element.description ?? ""} ${(element.facts ?? []).flat().join(" ")}`.toLowerCase(),
}));

function search() {
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = ({ name, fields, more }) => {
    const has = (text) => words.every((word) => text.includes(word));
    if (has(name)) return name.startsWith(words[0]) ? 0 : 1;
    return has(`${name} ${fields}`) ? 2 : has(`${name} ${fields} ${more}`) ? 3 : 4;
  };
  const ranked = words.length > 0 ? texts.map((text) => [rank(text), text.id]) : [];
  const fitting = ranked.filter(([rank]) => rank < 4).sort(([one], [other]) => one - other);
  found = fitting.map(([, id]) => id);
  // The picture shows what is called so; where nothing is, all that says so.
  const best = Math.max(fitting[0]?.[0] ?? 0, 1);
  hits = new Set(fitting.filter(([rank]) => rank <= best).map(([, id]) => id));
  marked = 0;
  show();
  say(words.length > 0 ? `${found.length} found` : "");
}

function show() {
  const shown = found.slice(0, MOST_SHOWN);
  results.replaceChildren(...shown.map((id, at) => {
    const element = elements.get(id);
    const made = make("li", "", null, kindOf(element), make("b", "", element.name));
    made.append(make("small", "", element.context ?? ""));
    made.id = `result-${at}`;
    made.setAttribute("role", "option");
    made.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      openFound(at);
    });
    return made;
  }));
  if (found.length > shown.length) {
    const rest = make("li", "", `and ${found.length - shown.length} more; go on typing`);
    rest.setAttribute("aria-hidden", "true");
    results.append(rest);
  }
  results.hidden = found.length === 0;
  input.setAttribute("aria-expanded", String(!results.hidden));
  picture?.nodes.forEach((node) => node.classList.toggle("hit", hits.has(node.dataset.of)));
  point();
}

function kindOf(element) {
  const made = make("span", `kind role-${element.role ?? "none"}`);
  if (element.role) made.append(icon(element.role));
  made.append(element.kind);
  return made;
}

// Marks the result that Enter opens.
function point() {
  [...results.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === marked)));
  const option = results.children[marked];
  if (option && found.length > 0) input.setAttribute("aria-activedescendant", option.id);
  else input.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

function openFound(at) {
  const id = found[at];
  if (!id) return;
  clearSearch();
  select(id, true);
}

function clearSearch() {
  input.value = "";
  search();
}

input.addEventListener("input", search);
input.addEventListener("blur", () => {
  results.hidden = true;
  input.setAttribute("aria-expanded", "false");
});
input.addEventListener("focus", show);
input.addEventListener("keydown", (event) => {
  const most = Math.min(found.length, MOST_SHOWN);
  if (event.key === "Enter") openFound(marked);
  else if (event.key === "ArrowDown" && most > 0) marked = (marked + 1) % most;
  else if (event.key === "ArrowUp" && most > 0) marked = (marked + most - 1) % most;
  else return;
  event.preventDefault();
  point();
});
