//! Lines of upright and level stretches: without idle points, with round corners, and with gaps for what they cross.

use crate::diagram::drawing::{Point, Stroke};

/// How round a corner is.
const RADIUS: i32 = 7;
/// How far from a corner nothing is cut.
const CLEAR: i32 = RADIUS + 4;

/// The same line without points that change nothing.
pub(in crate::diagram) fn straightened(points: &[Point]) -> Vec<Point> {
    let mut line: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        if line.last() == Some(point) {
            continue;
        }
        if let [.., before, last] = line.as_slice() {
            let upright = before.x == last.x && last.x == point.x;
            let level = before.y == last.y && last.y == point.y;
            if upright || level {
                line.pop();
            }
        }
        line.push(*point);
    }
    line
}

/// A line with round corners.
pub(in crate::diagram) fn rounded(points: &[Point]) -> Vec<Stroke> {
    let mut path = Vec::with_capacity(points.len() * 2);
    path.extend(points.first().map(|first| Stroke::Move(*first)));
    for corner in points.windows(3) {
        let [before, at, after] = [corner[0], corner[1], corner[2]];
        let radius = RADIUS.min(length(before, at) / 2).min(length(at, after) / 2);
        path.push(Stroke::Line(toward(at, before, radius)));
        path.push(Stroke::Bend(at, toward(at, after, radius)));
    }
    path.extend(points.get(1..).and_then(<[_]>::last).map(|last| Stroke::Line(*last)));
    path
}

/// The upright stretches of a line, without its corners.
pub(in crate::diagram) fn uprights(path: &[Stroke]) -> Vec<Stroke> {
    parts(path, true)
}

/// The level stretches of a line, with its corners.
pub(in crate::diagram) fn levels(path: &[Stroke]) -> Vec<Stroke> {
    parts(path, false)
}

fn parts(path: &[Stroke], upright: bool) -> Vec<Stroke> {
    let mut kept: Vec<Stroke> = Vec::with_capacity(path.len());
    let mut at = Point::new(0, 0);
    for stroke in path {
        let (end, is_kept) = match stroke {
            Stroke::Move(to) => (*to, false),
            Stroke::Line(to) => (*to, (at.x == to.x) == upright && at != *to),
            Stroke::Bend(_, to) | Stroke::Curve(_, _, to) => (*to, !upright),
            Stroke::Close => (at, false),
        };
        if is_kept {
            if kept.last().and_then(|last| last.end()) != Some(at) {
                kept.push(Stroke::Move(at));
            }
            kept.push(*stroke);
        }
        at = end;
    }
    kept
}

/// The gaps that the level stretches of a line make in what they cross; not near corners, where its own branches are.
pub(in crate::diagram) fn gaps(points: &[Point]) -> Vec<Stroke> {
    let mut path = Vec::new();
    for stretch in points.windows(2) {
        let [from, to] = [stretch[0], stretch[1]];
        if from.y == to.y && length(from, to) > 2 * CLEAR {
            path.push(Stroke::Move(toward(from, to, CLEAR)));
            path.push(Stroke::Line(toward(to, from, CLEAR)));
        }
    }
    path
}

/// The head of an arrow that arrives from the left.
pub(in crate::diagram) fn head(tip: Point) -> Vec<Stroke> {
    let side = |y| Stroke::Line(tip.by(-8, y));
    vec![Stroke::Move(tip), side(-4), side(4), Stroke::Close]
}

/// The head of an arrow that arrives at its tip from some place above, below, to the left or to the right.
pub(in crate::diagram) fn head_after(before: Point, tip: Point) -> Vec<Stroke> {
    let along = toward(tip, before, 8);
    let side = if before.y == tip.y { along.by(0, -4) } else { along.by(4, 0) };
    let other = Point::new(2 * along.x - side.x, 2 * along.y - side.y);
    vec![Stroke::Move(tip), Stroke::Line(side), Stroke::Line(other), Stroke::Close]
}

/// The head of an arrow that arrives from the right.
pub(in crate::diagram) fn head_to_left(tip: Point) -> Vec<Stroke> {
    let side = |y| Stroke::Line(tip.by(8, y));
    vec![Stroke::Move(tip), side(-4), side(4), Stroke::Close]
}

fn length(from: Point, to: Point) -> i32 {
    (to.x - from.x).abs() + (to.y - from.y).abs()
}

/// The point on the way to another one, so far from the first.
fn toward(from: Point, to: Point, distance: i32) -> Point {
    let step = |from: i32, to: i32| (to - from).signum() * distance;
    from.by(step(from.x, to.x), step(from.y, to.y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn idle_points_go_and_corners_become_round() {
        let at = Point::new;
        let line = straightened(&[at(0, 0), at(9, 0), at(9, 0), at(40, 0), at(40, 50)]);
        assert_eq!(line, [at(0, 0), at(40, 0), at(40, 50)]);
        assert_eq!(
            rounded(&line),
            [
                Stroke::Move(at(0, 0)),
                Stroke::Line(at(33, 0)),
                Stroke::Bend(at(40, 0), at(40, 7)),
                Stroke::Line(at(40, 50)),
            ]
        );
        let path = rounded(&line);
        assert_eq!(uprights(&path), [Stroke::Move(at(40, 7)), Stroke::Line(at(40, 50))]);
        assert_eq!(levels(&path), path[..3]);
        assert_eq!(gaps(&line), [Stroke::Move(at(11, 0)), Stroke::Line(at(29, 0))]);
    }

    #[test]
    fn a_head_points_where_its_line_goes() {
        let at = Point::new;
        let tip = at(50, 50);
        assert_eq!(head_after(at(9, 50), tip), head(tip));
        let down =
            [Stroke::Move(tip), Stroke::Line(at(54, 42)), Stroke::Line(at(46, 42)), Stroke::Close];
        assert_eq!(head_after(at(50, 0), tip), down);
        let up =
            [Stroke::Move(tip), Stroke::Line(at(54, 58)), Stroke::Line(at(46, 58)), Stroke::Close];
        assert_eq!(head_after(at(50, 90), tip), up);
    }
}
