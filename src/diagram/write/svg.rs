//! SVG that renders alike everywhere: literal colours in rules of classes, no variables, filters, scripts or fonts
//! from elsewhere. One element a line and local coordinates inside groups, so that a small change is a small diff.

use std::{collections::BTreeSet, fmt::Write};

use super::escape::xml;
use crate::diagram::{
    drawing::{Anchor, Drawing, Group, Item, Point, Stroke, Text},
    text::Weight,
    theme::{Class, Ink, Light, Role, Style},
};

/// The families that share the metrics by which texts were fitted, then those for other scripts.
const FAMILIES: &str = "Arial,\"Liberation Sans\",Helvetica,Arimo,\"PingFang SC\",\"Microsoft YaHei\",\"Noto Sans CJK SC\",sans-serif";

/// In what light a picture will be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::diagram) enum Look {
    /// As the reader prefers.
    Auto,
    Fixed(Light),
}

/// Writes a drawing as SVG.
pub(in crate::diagram) fn svg(drawing: &Drawing, look: Look) -> String {
    let mut writer = Writer::new(For::File);
    drawing.items.iter().for_each(|item| writer.item(item));
    let Writer { out: body, used, .. } = writer;
    let mut out = String::with_capacity(body.len() + 8192);
    opening(&mut out, drawing, " xmlns=\"http://www.w3.org/2000/svg\"", "img");
    // Writing to a String cannot fail.
    let _ = writeln!(out, "<style>\n{}</style>", rules(&used.classes, look));
    if !used.icons.is_empty() {
        out.push_str(&defs(&used.icons));
    }
    out.push_str(&body);
    out.push_str("</svg>\n");
    out
}

/// A picture as a part of a page: without identifiers, which would have to be the same in several pictures, and without
/// the rules and icons that it shares with the others. Elements say what they are in `data-of`, connections what they
/// connect in `data-ties`.
pub(in crate::diagram) fn part(drawing: &Drawing, used: &mut Used) -> String {
    let mut writer = Writer::new(For::Page);
    opening(&mut writer.out, drawing, " class=\"picture\"", "group");
    drawing.items.iter().for_each(|item| writer.item(item));
    writer.out.push_str("</svg>\n");
    used.classes.append(&mut writer.used.classes);
    used.icons.append(&mut writer.used.icons);
    writer.out
}

fn opening(out: &mut String, drawing: &Drawing, attributes: &str, role: &str) {
    let (width, height) = (drawing.width, drawing.height);
    let title = xml(&drawing.title);
    let _ = writeln!(
        out,
        "<svg{attributes} width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"{role}\" aria-label=\"{title}\">"
    );
    let _ = writeln!(out, "<title>{title}</title>");
    let _ = writeln!(out, "<desc>{}</desc>", xml(&drawing.description));
}

/// The icons of roles, to be used by their names.
pub(in crate::diagram) fn defs(icons: &BTreeSet<Role>) -> String {
    let icon = |role: &Role| {
        let (key, icon) = (role.key(), role.icon());
        format!("<path id=\"icon-{key}\" fill-rule=\"evenodd\" d=\"{icon}\"/>\n")
    };
    format!("<defs>\n{}</defs>\n", icons.iter().map(icon).collect::<String>())
}

/// The rules of the classes that occur, and those of the dark where the reader may prefer it.
fn rules(classes: &BTreeSet<Class>, look: Look) -> String {
    let light = match look {
        Look::Auto => Light::Bright,
        Look::Fixed(light) => light,
    };
    let mut out = in_the_light(classes, light, "");
    if look == Look::Auto {
        out.push_str("@media (prefers-color-scheme:dark){\n");
        classes
            .iter()
            .filter_map(|class| in_the_dark(*class, ""))
            .for_each(|rule| out.push_str(&rule));
        out.push_str("}\n");
    }
    out
}

/// The rules of all pictures of a page, which is dark where its root says so.
pub(in crate::diagram) fn shared_rules(classes: &BTreeSet<Class>) -> String {
    let mut out = in_the_light(classes, Light::Bright, ".picture ");
    let dark =
        classes.iter().filter_map(|class| in_the_dark(*class, "[data-theme=dark] .picture "));
    dark.for_each(|rule| out.push_str(&rule));
    out
}

fn in_the_light(classes: &BTreeSet<Class>, light: Light, inside: &str) -> String {
    let mut out = format!(
        "{inside}text{{font-family:{FAMILIES}}}\n{inside}.b{{font-weight:700}}\n{inside}.m{{text-anchor:middle}}\n{inside}.e{{text-anchor:end}}\n"
    );
    for class in classes {
        let Style { fill, stroke, more } = class.style();
        let colour = |ink: Option<Ink>| ink.map(|ink| ink.colour(light));
        let mut rule = format!("fill:{}", colour(fill).unwrap_or("none"));
        if let Some(colour) = colour(stroke) {
            let _ = write!(rule, ";stroke:{colour}");
        }
        if !more.is_empty() {
            let _ = write!(rule, ";{more}");
        }
        let _ = writeln!(out, "{inside}.{}{{{rule}}}", class.name());
    }
    out
}

/// What is different about a class in the dark.
fn in_the_dark(class: Class, inside: &str) -> Option<String> {
    let Style { fill, stroke, more: _ } = class.style();
    let changed = |property: &str, ink: Option<Ink>| {
        let ink = ink?;
        let (bright, dark) = (ink.colour(Light::Bright), ink.colour(Light::Dark));
        (bright != dark).then(|| format!("{property}:{dark}"))
    };
    let changes: Vec<_> =
        changed("fill", fill).into_iter().chain(changed("stroke", stroke)).collect();
    (!changes.is_empty()).then(|| format!("{inside}.{}{{{}}}\n", class.name(), changes.join(";")))
}

/// What occurs in drawings, so that nothing else is explained.
#[derive(Debug, Default)]
pub(in crate::diagram) struct Used {
    pub(in crate::diagram) classes: BTreeSet<Class>,
    pub(in crate::diagram) icons: BTreeSet<Role>,
}

/// What is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum For {
    /// A picture that stands alone.
    File,
    /// One of the pictures of a page.
    Page,
}

struct Writer {
    out: String,
    used: Used,
    purpose: For,
}

impl Writer {
    fn new(purpose: For) -> Self {
        Self { out: String::new(), used: Used::default(), purpose }
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Group(group) => return self.group(group),
            Item::Box { rect, radius, class } => {
                let class = self.class(*class);
                let round = if *radius > 0 { format!(" rx=\"{radius}\"") } else { String::new() };
                let _ = write!(
                    self.out,
                    "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{round}/>",
                    rect.x, rect.y, rect.width, rect.height
                );
            }
            Item::Path { path, class } => {
                let class = self.class(*class);
                let _ = write!(self.out, "<path class=\"{class}\" d=\"{}\"/>", outline(path));
            }
            Item::Text(text) => self.text(text),
            Item::Icon { role, at, class } => {
                self.used.icons.insert(*role);
                let class = self.class(*class);
                let _ = write!(
                    self.out,
                    "<use class=\"{class}\" href=\"#icon-{}\" x=\"{}\" y=\"{}\"/>",
                    role.key(),
                    at.x,
                    at.y
                );
            }
        }
        self.out.push('\n');
    }

    fn class(&mut self, class: Class) -> String {
        self.used.classes.insert(class);
        class.name()
    }

    fn text(&mut self, text: &Text) {
        let mut class = self.class(text.class);
        if text.weight == Weight::Bold {
            class.push_str(" b");
        }
        match text.anchor {
            Anchor::Start => {}
            Anchor::Middle => class.push_str(" m"),
            Anchor::End => class.push_str(" e"),
        }
        let Point { x, y } = text.at;
        let _ = write!(
            self.out,
            "<text class=\"{class}\" x=\"{x}\" y=\"{y}\" font-size=\"{}\">{}</text>",
            text.size,
            xml(&text.words)
        );
    }

    fn group(&mut self, group: &Group) {
        let names = match self.purpose {
            For::File => named("id", group.id.as_deref()),
            For::Page => page_names(group),
        };
        let is_bare = group.at.is_none() && group.tilt.is_none() && group.label.is_none();
        if is_bare && names.is_empty() && group.tooltip.is_none() {
            // It says nothing, so that it need not be there.
            return group.items.iter().for_each(|item| self.item(item));
        }
        let _ = write!(self.out, "<g{names}");
        if let Some(Point { x, y }) = group.at {
            let _ = write!(self.out, " transform=\"translate({x} {y})\"");
        }
        if let Some(Point { x, y }) = group.tilt {
            let _ = write!(self.out, " transform=\"rotate(-2 {x} {y})\"");
        }
        if let Some(label) = &group.label {
            let role = if self.purpose == For::File { " role=\"img\"" } else { "" };
            let _ = write!(self.out, "{role} aria-label=\"{}\"", xml(label));
        }
        self.out.push_str(">\n");
        // A page knows its elements, and says of each what there is to say.
        let is_known = self.purpose == For::Page && group.about.is_some();
        if let Some(tooltip) = group.tooltip.as_ref().filter(|_| !is_known) {
            let lines: Vec<_> = tooltip.lines().map(xml).collect();
            let _ = writeln!(self.out, "<title>{}</title>", lines.join("\n"));
        }
        group.items.iter().for_each(|item| self.item(item));
        self.out.push_str("</g>\n");
    }
}

/// What a group of a page says about itself to the script.
fn page_names(group: &Group) -> String {
    if group.ties.is_empty() {
        return named("data-of", group.about.as_deref().or(group.id.as_deref()));
    }
    let ties = group.ties.iter().map(|(from, to)| format!("{}>{}", word(from), word(to)));
    format!(" data-ties=\"{}\"", xml(&ties.collect::<Vec<_>>().join(" ")))
}

fn named(attribute: &str, id: Option<&str>) -> String {
    id.map_or_else(String::new, |id| format!(" {attribute}=\"{}\"", xml(&word(id))))
}

/// A path in the letters of SVG.
fn outline(path: &[Stroke]) -> String {
    let mut out = String::new();
    for stroke in path {
        let _ = match stroke {
            Stroke::Move(to) => write!(out, "M{} {}", to.x, to.y),
            Stroke::Line(to) => write!(out, "L{} {}", to.x, to.y),
            Stroke::Bend(about, to) => {
                write!(out, "Q{} {} {} {}", about.x, about.y, to.x, to.y)
            }
            Stroke::Curve(one, other, to) => {
                write!(out, "C{} {} {} {} {} {}", one.x, one.y, other.x, other.y, to.x, to.y)
            }
            Stroke::Close => write!(out, "z"),
        };
    }
    out
}

/// An identifier has no blanks.
pub(in crate::diagram) fn word(id: &str) -> String {
    id.split_whitespace().collect::<Vec<_>>().join("_")
}
