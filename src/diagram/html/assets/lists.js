// The model as tables: the outline, which says everything that the pictures show, and the findings.

const list = byId("list");
const lists = { outline: outline, findings: findings };

function showList(name) {
  if (list.dataset.name === name) return;
  list.dataset.name = name;
  list.replaceChildren(...lists[name]());
  list.scrollTop = 0;
}

// A button for an element, with its colour and its word.
function chip(id) {
  const element = elements.get(id);
  return element ? link(id) : make("span", "", "the model");
}

function outline() {
  const groups = new Map([["", []], ...data.contexts.map(([name]) => [name, []])]);
  for (const element of data.elements) {
    if (element.kind !== "context") groups.get(element.context ?? "").push(element);
  }
  const sections = [];
  for (const [name, inside] of groups) {
    if (inside.length > 0 && name !== "") sections.push(group(name, inside));
  }
  if (groups.get("").length > 0) sections.push(group("", groups.get("")));
  return sections.length > 0 ? sections : [make("p", "empty", "The model does not have any elements yet.")];
}

function group(name, inside) {
  const context = elements.get(`context:${name}`);
  const title = context ? context.name : "Outside of all contexts";
  const made = make("section", "", null, make("h2", "", title), make("p", "", context?.description ?? ""));
  const cell = (ids) => make("td", "", null, ...(ids ?? []).filter((id) => elements.has(id)).map(chip));
  const rows = inside.map((element) => {
    const own = make("td", "", null, chip(element.id));
    if (element.description) own.append(make("p", "path", element.description));
    return [own, cell([...(causes.get(element.id) ?? []), ...(element.about ?? [])]), cell(effects.get(element.id))];
  });
  made.append(table(["Element", "Caused by", "Leads to"], rows));
  return made;
}

function findings() {
  if (data.remarks.length === 0) return [make("p", "empty", "There is nothing to complain about.")];
  const made = make("section", "findings", null, make("h2", "", plural(data.remarks.length, "finding")));
  made.append(make("p", "", "What a reviewer would question. A badge marks them in the pictures."));
  const rows = data.remarks.map((remark) => {
    const words = make("td", "", remark.message);
    if (remark.help) words.append(make("p", "path", remark.help));
    return [
      make("td", "severity", remark.severity),
      make("td", "", null, chip(remark.of)),
      words,
      make("td", "", null, make("code", "", `${remark.rule} ${remark.code}`), make("p", "path", remark.place)),
    ];
  });
  made.append(table(["Severity", "Where", "What", "Rule"], rows));
  return [made];
}
