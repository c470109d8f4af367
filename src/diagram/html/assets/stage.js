// The stage: one picture at a time is in the page; it is moved and zoomed as a whole, and walked from sticky to sticky.

const stage = byId("stage");
const view = byId("view");
const LEAST = 0.05;
const MOST = 4;
// A picture that is larger than the stage begins at a size at which it can be read.
const READABLE = 0.62;

const pictures = new Map();
let picture = null;
let place = { x: 0, y: 0, scale: 1 };

// The picture of a number, made of its block when it is looked at for the first time.
function pictureOf(number) {
  if (!pictures.has(number)) pictures.set(number, prepared(parsed(number), number));
  return pictures.get(number);
}

function parsed(number) {
  const template = document.createElement("template");
  template.innerHTML = byId(`picture-${number}`).textContent.trim();
  return template.content.firstElementChild;
}

function prepared(svg, number) {
  const nodes = [];
  const lanes = [];
  for (const node of svg.querySelectorAll("[data-of]")) {
    const element = elements.get(node.dataset.of);
    if (!element) continue;
    const isLane = [...node.children].some((child) => child.matches(".lane,.lane-outside"));
    (isLane ? lanes : nodes).push(node);
    if (isLane) continue;
    node.classList.add("known");
    node.setAttribute("role", "button");
    node.setAttribute("tabindex", "-1");
    if (!node.querySelector(":scope > title")) node.prepend(tooltip(element));
    mark(node, element);
  }
  const ties = [...svg.querySelectorAll("[data-ties]")].map((node) => ({
    node,
    pairs: node.dataset.ties.split(" ").map((tie) => tie.split(">")),
  }));
  // People and trays are drawn with every command that they have to do with, and go with it.
  const companions = new Map();
  for (const node of nodes.filter((node) => isAround(node))) {
    const inSlice = nodes.filter((other) => other.parentElement === node.parentElement && !isAround(other));
    if (inSlice.length > 0) companions.set(node, inSlice.map((other) => other.dataset.of));
  }
  const box = svg.viewBox.baseVal;
  return { companions, svg, number, nodes, lanes, ties, walk: null, width: box.width, height: box.height };
}

function tooltip({ kind, name, raw, description }) {
  const made = drawn("title", {});
  made.textContent = `${kind} ${kind === "hotspot" ? name : raw}${description ? `: ${description}` : ""}`;
  return made;
}

const isAround = (node) => ["actor", "aggregate", "external system"].includes(elements.get(node.dataset.of).kind);

// Puts a badge on an element with findings, once a picture.
function mark(node, element) {
  const found = remarks.get(element.id);
  const sheet = node.querySelector("rect");
  if (!found || !sheet || node.ownerSVGElement.querySelector(`[data-badge="${CSS.escape(element.id)}"]`)) return;
  const number = (name) => Number(sheet.getAttribute(name));
  const at = `translate(${number("x") + number("width") - 4} ${number("y") + 2})`;
  const badge = drawn("g", { class: `badge ${worst(found)}`, transform: at, "data-badge": element.id });
  const text = drawn("text", { y: 3.2 });
  text.textContent = found.length > 9 ? "9+" : found.length > 1 ? String(found.length) : "!";
  const title = drawn("title", {});
  title.textContent = found.map((remark) => `${remark.severity}: ${remark.message}`).join("\n");
  badge.append(title, drawn("circle", { r: 7.5 }), text);
  node.append(badge);
}

function worst(found) {
  const has = (severity) => found.some((remark) => remark.severity === severity);
  return has("error") ? "error" : has("warning") ? "warning" : "info";
}

function showPicture(number) {
  const before = picture;
  picture = pictureOf(number);
  if (before === picture) return;
  view.replaceChildren(picture.svg);
  if (!picture.walk) picture.walk = walkOf(picture);
  if (picture.place) put(picture.place);
  else begin();
}

// The stickies in the order of time, which runs to the right. One of them is in the tab order of the page.
function walkOf({ nodes }) {
  const stickies = nodes.filter((node) => !elements.get(node.dataset.of).kind.match(/^(aggregate|external system)$/));
  const places = new Map(stickies.map((node) => [node, node.getBoundingClientRect()]));
  stickies.sort((one, other) => places.get(one).left - places.get(other).left || places.get(one).top - places.get(other).top);
  stickies[0]?.setAttribute("tabindex", "0");
  return stickies;
}

// Moves the focus along the walk; false at its end, where the page goes on.
function step(node, by) {
  const next = picture.walk[picture.walk.indexOf(node) + by];
  if (!next || picture.walk.indexOf(node) < 0) return false;
  focusOn(next);
  return true;
}

function focusOn(node) {
  picture.walk.forEach((other) => other.setAttribute("tabindex", other === node ? "0" : "-1"));
  node.setAttribute("tabindex", "0");
  bring(node);
  node.focus({ preventScroll: true });
}

function put(next) {
  place = next;
  if (!picture) return;
  picture.place = next;
  const { svg } = picture;
  svg.style.transform = `translate(${next.x}px, ${next.y}px) scale(${next.scale})`;
  svg.style.setProperty("--zoom", next.scale);
  byId("scale").textContent = `${Math.round(next.scale * 100)} %`;
}

function whole() {
  const { width, height } = stage.getBoundingClientRect();
  const edge = 24;
  const scale = Math.min((width - edge) / picture.width, (height - edge) / picture.height, 1.6);
  return { width, height, scale: Math.max(scale, LEAST) };
}

function centred(scale, width, height) {
  const x = Math.max(12, (width - picture.width * scale) / 2);
  return { scale, x: picture.width * scale < width ? x : 0, y: Math.max(0, (height - picture.height * scale) / 2) };
}

function fit() {
  const { width, height, scale } = whole();
  put({ scale, x: (width - picture.width * scale) / 2, y: (height - picture.height * scale) / 2, isWhole: true });
}

function begin() {
  const { width, height, scale } = whole();
  if (scale >= READABLE) fit();
  else put(centred(READABLE, width, height));
}

// What is seen as a whole stays so while the stage becomes smaller or larger.
new ResizeObserver(() => place.isWhole && picture && !stage.hidden && fit()).observe(stage);

function zoom(factor, at) {
  const box = stage.getBoundingClientRect();
  const middle = at ?? { x: box.width / 2, y: box.height / 2 };
  const scale = Math.min(MOST, Math.max(LEAST, place.scale * factor));
  const ratio = scale / place.scale;
  put({ scale, x: middle.x - (middle.x - place.x) * ratio, y: middle.y - (middle.y - place.y) * ratio });
}

const move = (x, y) => put({ scale: place.scale, x: place.x + x, y: place.y + y });

// Brings a node into view, and to the middle when it has to move at all.
function bring(node, always) {
  if (place.scale < 0.5 && always) zoom(0.8 / place.scale);
  const [box, own] = [stage.getBoundingClientRect(), node.getBoundingClientRect()];
  const isSeen = own.left > box.left + 20 && own.right < box.right - 20 && own.top > box.top + 20 && own.bottom < box.bottom - 20;
  if (isSeen && !always) return;
  move(box.left + box.width / 2 - (own.left + own.width / 2), box.top + box.height / 2 - (own.top + own.height / 2));
}

const pointers = new Map();
let moved = 0;

const pinch = () => {
  const [one, other] = [...pointers.values()];
  const box = stage.getBoundingClientRect();
  const at = { x: (one.x + other.x) / 2 - box.left, y: (one.y + other.y) / 2 - box.top };
  return { at, apart: Math.hypot(one.x - other.x, one.y - other.y) };
};

stage.addEventListener("pointerdown", (event) => {
  if (event.button > 0) return;
  if (pointers.size === 0) moved = 0;
  pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
});
addEventListener("pointermove", (event) => {
  const pointer = pointers.get(event.pointerId);
  if (!pointer) return;
  const before = pointers.size === 2 ? pinch() : null;
  const [x, y] = [event.clientX - pointer.x, event.clientY - pointer.y];
  pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  moved += Math.abs(x) + Math.abs(y);
  stage.classList.toggle("moving", moved > 5);
  if (before) {
    const after = pinch();
    move(after.at.x - before.at.x, after.at.y - before.at.y);
    zoom(after.apart / Math.max(1, before.apart), after.at);
  } else if (pointers.size === 1) move(x, y);
});
for (const end of ["pointerup", "pointercancel"]) {
  addEventListener(end, (event) => {
    pointers.delete(event.pointerId);
    stage.classList.remove("moving");
  });
}
stage.addEventListener("wheel", (event) => {
  event.preventDefault();
  const box = stage.getBoundingClientRect();
  if (event.ctrlKey || event.metaKey) {
    zoom(Math.exp(-event.deltaY * 0.002), { x: event.clientX - box.left, y: event.clientY - box.top });
  } else if (event.shiftKey && event.deltaX === 0) move(-event.deltaY, 0);
  else move(-event.deltaX, -event.deltaY);
}, { passive: false });
