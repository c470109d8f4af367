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
    let mut writer = Writer { out: String::new(), used: Used::default() };
    drawing.items.iter().for_each(|item| writer.item(item));
    let Writer { out: body, used } = writer;
    let (width, height) = (drawing.width, drawing.height);
    let title = xml(&drawing.title);
    let mut out = String::with_capacity(body.len() + 8192);
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{title}\">"
    );
    let _ = writeln!(out, "<title>{title}</title>");
    let _ = writeln!(out, "<desc>{}</desc>", xml(&drawing.description));
    let _ = writeln!(out, "<style>\n{}</style>", rules(&used.classes, look));
    if !used.icons.is_empty() {
        out.push_str("<defs>\n");
        for role in &used.icons {
            let (key, icon) = (role.key(), role.icon());
            let _ = writeln!(out, "<path id=\"icon-{key}\" fill-rule=\"evenodd\" d=\"{icon}\"/>");
        }
        out.push_str("</defs>\n");
    }
    out.push_str(&body);
    out.push_str("</svg>\n");
    out
}

/// The rules of the classes that occur, and those of the dark where the reader may prefer it.
fn rules(classes: &BTreeSet<Class>, look: Look) -> String {
    let mut out = format!(
        "text{{font-family:{FAMILIES}}}\n.b{{font-weight:700}}\n.m{{text-anchor:middle}}\n.e{{text-anchor:end}}\n"
    );
    let light = match look {
        Look::Auto => Light::Bright,
        Look::Fixed(light) => light,
    };
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
        let _ = writeln!(out, ".{}{{{rule}}}", class.name());
    }
    if look == Look::Auto {
        out.push_str("@media (prefers-color-scheme:dark){\n");
        classes.iter().filter_map(|class| in_the_dark(*class)).for_each(|rule| out.push_str(&rule));
        out.push_str("}\n");
    }
    out
}

/// What is different about a class in the dark.
fn in_the_dark(class: Class) -> Option<String> {
    let Style { fill, stroke, more: _ } = class.style();
    let changed = |property: &str, ink: Option<Ink>| {
        let ink = ink?;
        let (bright, dark) = (ink.colour(Light::Bright), ink.colour(Light::Dark));
        (bright != dark).then(|| format!("{property}:{dark}"))
    };
    let changes: Vec<_> =
        changed("fill", fill).into_iter().chain(changed("stroke", stroke)).collect();
    (!changes.is_empty()).then(|| format!(".{}{{{}}}\n", class.name(), changes.join(";")))
}

/// What occurs in a drawing, so that nothing else is explained.
#[derive(Default)]
struct Used {
    classes: BTreeSet<Class>,
    icons: BTreeSet<Role>,
}

struct Writer {
    out: String,
    used: Used,
}

impl Writer {
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
        self.out.push_str("<g");
        if let Some(id) = &group.id {
            let _ = write!(self.out, " id=\"{}\"", identifier(id));
        }
        if let Some(Point { x, y }) = group.at {
            let _ = write!(self.out, " transform=\"translate({x} {y})\"");
        }
        if let Some(Point { x, y }) = group.tilt {
            let _ = write!(self.out, " transform=\"rotate(-2 {x} {y})\"");
        }
        if let Some(label) = &group.label {
            let _ = write!(self.out, " role=\"img\" aria-label=\"{}\"", xml(label));
        }
        self.out.push_str(">\n");
        if let Some(tooltip) = &group.tooltip {
            let lines: Vec<_> = tooltip.lines().map(xml).collect();
            let _ = writeln!(self.out, "<title>{}</title>", lines.join("\n"));
        }
        group.items.iter().for_each(|item| self.item(item));
        self.out.push_str("</g>\n");
    }
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
fn identifier(id: &str) -> String {
    xml(&id.split_whitespace().collect::<Vec<_>>().join("_"))
}
