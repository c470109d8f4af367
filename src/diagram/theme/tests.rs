//! That every text can be read, every edge be seen, and no two roles look alike to anybody.

use super::{Band, Ink, Light, Role};

const LIGHTS: [Light; 2] = [Light::Bright, Light::Dark];

/// The three channels of a colour, as linear light from 0 to 1.
fn linear(colour: &str) -> [f64; 3] {
    [1, 3, 5].map(|at| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    })
}

/// The contrast of two colours after WCAG 2.
fn contrast(one: Ink, other: Ink, light: Light) -> f64 {
    let luminance = |ink: Ink| {
        let [red, green, blue] = linear(ink.colour(light));
        0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05
    };
    let (one, other) = (luminance(one), luminance(other));
    one.max(other) / one.min(other)
}

#[test]
fn every_text_can_be_read() {
    let on_stickies = Role::ALL.map(|role| (Ink::On(role), Ink::Fill(role)));
    let on_bands = Band::ALL.map(|band| (Ink::OnBand, Ink::Band(band)));
    let on_paper = [Ink::Paper, Ink::Lane]
        .into_iter()
        .flat_map(|paper| [Ink::Text, Ink::Muted, Ink::Flag].map(|text| (text, paper)));
    let on_ground = Band::ALL
        .into_iter()
        .flat_map(|band| [Ink::Text, Ink::Edge(band)].map(|text| (text, Ink::Ground(band))));
    let on_plates = [(Ink::OnPlate, Ink::Plate)];
    let on_ghost_bands = [(Ink::Text, Ink::Line)];
    let all: Vec<_> = on_stickies
        .into_iter()
        .chain(on_bands)
        .chain(on_paper)
        .chain(on_ghost_bands)
        .chain(on_ground)
        .chain(on_plates)
        .collect();
    for light in LIGHTS {
        for (text, paper) in &all {
            let contrast = contrast(*text, *paper, light);
            assert!(contrast >= 4.5, "{text:?} on {paper:?}, {light:?}: {contrast:.1}");
        }
    }
}

#[test]
fn every_edge_can_be_seen() {
    for light in LIGHTS {
        for role in Role::ALL {
            let edge = contrast(Ink::Border(role), Ink::Lane, light);
            let body = contrast(Ink::Fill(role), Ink::Lane, light);
            assert!(edge.max(body) >= 3.0, "{role:?}, {light:?}: {edge:.1} and {body:.1}");
            let ghost = contrast(Ink::Ghost(role), Ink::Lane, light);
            assert!(ghost >= 3.0, "ghost of {role:?}, {light:?}: {ghost:.1}");
        }
        for line in [Ink::Triggers, Ink::Issues, Ink::Feeds, Ink::Muted, Ink::Relation] {
            for paper in [Ink::Lane, Ink::Paper] {
                assert!(contrast(line, paper, light) >= 3.0, "{line:?}, {light:?}");
            }
        }
        for band in Band::ALL {
            assert!(contrast(Ink::Edge(band), Ink::Paper, light) >= 3.0, "{band:?}, {light:?}");
        }
    }
}

/// What people without one kind of cone see, after Machado, Oliveira and Fernandes (2009), full severity.
const BLINDNESS: [(&str, [[f64; 3]; 3]); 4] = [
    ("nothing", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

/// A colour as somebody sees it, in CIE L*a*b*.
fn seen(colour: &str, eye: &[[f64; 3]; 3]) -> [f64; 3] {
    let light = linear(colour);
    let through = |row: &[f64; 3], light: &[f64; 3]| {
        row.iter().zip(light).map(|(part, light)| part * light).sum::<f64>()
    };
    let light = [0, 1, 2].map(|at| through(&eye[at], &light).clamp(0.0, 1.0));
    let to_xyz = [
        ([0.412_456_4, 0.357_576_1, 0.180_437_5], 0.950_47),
        ([0.212_672_9, 0.715_152_2, 0.072_175], 1.0),
        ([0.019_333_9, 0.119_192, 0.950_304_1], 1.088_83),
    ];
    let [x, y, z] = to_xyz.map(|(row, white)| {
        let value = through(&row, &light) / white;
        if value > 216.0 / 24389.0 { value.cbrt() } else { (24389.0 / 27.0 * value + 16.0) / 116.0 }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// How different two colours look: CIEDE2000.
fn difference([l1, a1, b1]: [f64; 3], [l2, a2, b2]: [f64; 3]) -> f64 {
    let mean_chroma = f64::midpoint(a1.hypot(b1), a2.hypot(b2));
    let grey = 0.5 * (1.0 - (mean_chroma.powi(7) / (mean_chroma.powi(7) + 25_f64.powi(7))).sqrt());
    let polar = |a: f64, b: f64| {
        let a = a * (1.0 + grey);
        (a.hypot(b), b.atan2(a).to_degrees().rem_euclid(360.0))
    };
    let ((c1, h1), (c2, h2)) = (polar(a1, b1), polar(a2, b2));
    let turn = match h2 - h1 {
        _ if c1 * c2 == 0.0 => 0.0,
        turn if turn > 180.0 => turn - 360.0,
        turn if turn < -180.0 => turn + 360.0,
        turn => turn,
    };
    let hue = if c1 * c2 == 0.0 { h1 + h2 } else { (h1 + turn / 2.0).rem_euclid(360.0) };
    let (dl, dc) = (l2 - l1, c2 - c1);
    let dh = 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin();
    let (lightness, chroma) = (f64::midpoint(l1, l2), f64::midpoint(c1, c2));
    let cosine = |factor: f64, shift: f64| (factor * hue + shift).to_radians().cos();
    let t = 1.0 - 0.17 * cosine(1.0, -30.0) + 0.24 * cosine(2.0, 0.0) + 0.32 * cosine(3.0, 6.0)
        - 0.2 * cosine(4.0, -63.0);
    let off = (lightness - 50.0).powi(2);
    let sl = 1.0 + 0.015 * off / (20.0 + off).sqrt();
    let (sc, sh) = (1.0 + 0.045 * chroma, 1.0 + 0.015 * chroma * t);
    let rotation = 2.0 * (chroma.powi(7) / (chroma.powi(7) + 25_f64.powi(7))).sqrt();
    let turned = -(60.0 * (-((hue - 275.0) / 25.0).powi(2)).exp()).to_radians().sin() * rotation;
    let (l, c, h) = (dl / sl, dc / sc, dh / sh);
    (l * l + c * c + h * h + turned * c * h).sqrt()
}

#[test]
fn the_measure_of_difference_is_the_published_one() {
    // Pairs of the test data by Sharma, Wu and Dalal (2005).
    let pairs = [
        ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
        ([50.0, 2.5, 0.0], [61.0, -5.0, 29.0], 22.8977),
        ([22.7233, 20.0904, -46.694], [23.0331, 14.973, -42.5619], 2.0373),
    ];
    for (one, other, expected) in pairs {
        assert!((difference(one, other) - expected).abs() < 1e-3, "{}", difference(one, other));
    }
}

#[test]
fn no_two_roles_look_alike_to_anybody() {
    for light in LIGHTS {
        for (blindness, eye) in &BLINDNESS {
            for (at, one) in Role::ALL.into_iter().enumerate() {
                for other in Role::ALL.into_iter().skip(at + 1) {
                    let [a, b] = [one, other].map(|role| seen(Ink::Fill(role).colour(light), eye));
                    let difference = difference(a, b);
                    assert!(
                        difference >= 6.0,
                        "{one:?} and {other:?}, {light:?}, {blindness}: {difference:.1}"
                    );
                }
            }
        }
    }
}
