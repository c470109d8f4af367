//! PNG: the SVG of a picture, rendered with the font by whose metrics its texts were fitted, so that it is the same on
//! every machine.

use std::{collections::BTreeSet, sync::Arc};

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{self, fontdb},
};

/// The font of every picture: Liberation Sans, under the SIL Open Font License.
pub(in crate::diagram) const REGULAR: &[u8] = include_bytes!("../fonts/LiberationSans-Regular.ttf");
pub(in crate::diagram) const BOLD: &[u8] = include_bytes!("../fonts/LiberationSans-Bold.ttf");

/// The widest and highest picture that is rendered at twice its size, and the largest at all, in pixels.
const SHARP: i32 = 8_000;
const LARGEST: i32 = 32_000;

/// The fonts of a picture: the embedded one, and others for letters that it lacks.
#[derive(Debug, Clone)]
pub struct Fonts(fontdb::Database);

impl Fonts {
    /// The embedded font only.
    pub fn embedded() -> Self {
        let mut fonts = fontdb::Database::new();
        fonts.load_font_data(REGULAR.to_vec());
        fonts.load_font_data(BOLD.to_vec());
        fonts.set_sans_serif_family("Liberation Sans");
        Self(fonts)
    }

    /// The embedded font, and those of this machine for letters that it lacks.
    pub fn of_this_machine() -> Self {
        let mut fonts = Self::embedded();
        fonts.0.load_system_fonts();
        fonts.0.set_sans_serif_family("Liberation Sans");
        fonts
    }
}

/// A rendered picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Png {
    /// The file.
    pub bytes: Vec<u8>,
    /// The letters that no font had, each once; readers see empty boxes in their place.
    pub missing: String,
}

/// Renders an SVG text.
///
/// # Errors
/// When the picture is larger than any viewer could show.
pub(in crate::diagram) fn png(svg: &str, fonts: Fonts) -> Result<Png, String> {
    let options = usvg::Options {
        fontdb: Arc::new(fonts.0),
        font_family: "Liberation Sans".to_owned(),
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_str(svg, &options).map_err(|error| error.to_string())?;
    let size = tree.size().to_int_size();
    let longest = i32::try_from(size.width().max(size.height())).unwrap_or(i32::MAX);
    if longest > LARGEST {
        return Err(format!("the picture would be {} by {} pixels", size.width(), size.height()));
    }
    let scale: u8 = if longest > SHARP { 1 } else { 2 };
    let pixels = |side: u32| side * u32::from(scale);
    let mut pixmap = Pixmap::new(pixels(size.width()), pixels(size.height()))
        .ok_or_else(|| "the picture is empty".to_owned())?;
    let scale = f32::from(scale);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    let mut missing = BTreeSet::new();
    missing_letters(tree.root(), &mut missing);
    let bytes = pixmap.encode_png().map_err(|error| error.to_string())?;
    Ok(Png { bytes, missing: missing.into_iter().collect() })
}

/// The letters whose glyph is the first of its font, which stands for all that it lacks.
fn missing_letters(group: &usvg::Group, missing: &mut BTreeSet<char>) {
    for node in group.children() {
        match node {
            usvg::Node::Group(group) => missing_letters(group, missing),
            usvg::Node::Text(text) => {
                let glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
                let lacking = glyphs.filter(|glyph| glyph.id.0 == 0);
                let letters = lacking.flat_map(|glyph| glyph.text.chars());
                missing.extend(letters.filter(|letter| !letter.is_whitespace()));
            }
            usvg::Node::Path(_) | usvg::Node::Image(_) => {}
        }
    }
}
