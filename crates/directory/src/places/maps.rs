//! Where municipalities lie on the maps; made by `assets/reference/maps.py`. The outlines themselves are files that
//! browsers keep, one for each prefecture, and all of them share one grid.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What is shown together, as prefecture, name, view (left, top, width, height), units for a pixel, shapes.
const FRAMES: &str = include_str!("../../../../assets/reference/frames.csv");

/// Each shape with the box around it and the place for its name.
const SHAPES: &str = include_str!("../../../../assets/reference/shapes.csv");

/// How wide and high the map around a municipality is drawn, in pixels.
pub const NEARBY: i32 = 320;

/// A part of a prefecture in a drawing of its own: the main one first, then those that lie far from it.
#[derive(Debug)]
pub struct Frame {
    /// Code of the prefecture.
    pub prefecture: &'static str,
    /// 「奄美群島」; nothing for the main one.
    pub name: &'static str,
    /// For the drawing.
    pub view_box: String,
    /// How many units of the grid a pixel has where the drawing is as large as it is meant to be.
    pub unit: f64,
    /// Codes of what is in it.
    shapes: Vec<&'static str>,
}

impl Frame {
    /// Whether this shape is in it.
    pub fn holds(&self, code: &str) -> bool {
        self.shapes.binary_search(&code).is_ok()
    }

    /// What is in it and no municipality: the islands whose villages are in no list of municipalities.
    pub fn land(&self) -> impl Iterator<Item = &'static str> {
        self.shapes.iter().copied().filter(|code| code.contains('-'))
    }
}

/// The box around a shape, and the place for its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    left: i32,
    top: i32,
    right: i32,
    bottom: i32,
    /// Where its name stands.
    pub x: i32,
    /// Where its name stands.
    pub y: i32,
}

impl Shape {
    /// Whether it is smaller than so many units both ways.
    pub fn is_smaller_than(self, units: f64) -> bool {
        f64::from((self.right - self.left).max(self.bottom - self.top)) < units
    }
}

/// The surroundings of a municipality: a square around it with what lies near.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nearby {
    left: i32,
    top: i32,
    /// How wide and high it is.
    pub side: i32,
}

impl Nearby {
    /// Around this shape, with room for those beside it.
    pub fn around(shape: Shape) -> Self {
        let side = (shape.right - shape.left).max(shape.bottom - shape.top) * 9 / 5;
        Self { left: (shape.left + shape.right - side) / 2, top: (shape.top + shape.bottom - side) / 2, side }
    }

    /// For the drawing.
    pub fn view_box(self) -> String {
        format!("{} {} {} {}", self.left, self.top, self.side, self.side)
    }

    /// Where the name of a shape stands that may lie in it only in part.
    pub fn spot(self, shape: Shape) -> (i32, i32) {
        let (right, bottom, margin) = (self.left + self.side, self.top + self.side, self.side / 12);
        let within = |value: i32, low: i32, high: i32| value >= low + margin && value <= high - margin;
        if within(shape.x, self.left, right) && within(shape.y, self.top, bottom) {
            return (shape.x, shape.y);
        }
        let middle = |low: i32, high: i32, first: i32, last: i32| {
            i32::midpoint(low.max(first), high.min(last)).clamp(first + margin, last - margin)
        };
        (middle(shape.left, shape.right, self.left, right), middle(shape.top, shape.bottom, self.top, bottom))
    }
}

/// The drawings of a prefecture.
pub fn frames(prefecture: &str) -> impl Iterator<Item = &'static Frame> {
    ALL_FRAMES.iter().filter(move |frame| frame.prefecture == prefecture)
}

/// Where a municipality lies.
pub fn shape(code: &str) -> Option<Shape> {
    ALL_SHAPES.get(code).copied()
}

static ALL_FRAMES: LazyLock<Vec<Frame>> = LazyLock::new(|| FRAMES.lines().skip(1).filter_map(frame).collect());

static ALL_SHAPES: LazyLock<HashMap<&str, Shape>> = LazyLock::new(|| SHAPES.lines().skip(1).filter_map(line).collect());

fn frame(line: &'static str) -> Option<Frame> {
    let [prefecture, name, left, top, width, height, unit, shapes] = columns(line)?;
    let view_box = format!("{left} {top} {width} {height}");
    Some(Frame { prefecture, name, view_box, unit: unit.parse().ok()?, shapes: shapes.split(' ').collect() })
}

fn line(line: &'static str) -> Option<(&'static str, Shape)> {
    let [code, numbers @ ..]: [&str; 7] = columns(line)?;
    let [left, top, right, bottom, x, y] = numbers.map(str::parse);
    Some((
        code,
        Shape { left: left.ok()?, top: top.ok()?, right: right.ok()?, bottom: bottom.ok()?, x: x.ok()?, y: y.ok()? },
    ))
}

fn columns<const N: usize>(line: &'static str) -> Option<[&'static str; N]> {
    line.split(',').collect::<Vec<_>>().try_into().ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::reference::places;

    #[test]
    fn every_municipality_has_one_shape_in_one_frame_of_its_prefecture() {
        let places = places();
        let land = ["01-north"];
        assert_eq!(ALL_SHAPES.len(), 1_741 + land.len());
        let mut framed = BTreeSet::new();
        for frame in ALL_FRAMES.iter() {
            for code in &frame.shapes {
                assert!(framed.insert(*code) && code.starts_with(frame.prefecture), "{code}");
                assert!(frame.holds(code), "{code} is not in order");
            }
        }
        let all: BTreeSet<&str> = places.municipalities().map(|place| place.code.as_str()).chain(land).collect();
        assert_eq!(framed, all);
        assert_eq!(ALL_SHAPES.keys().copied().collect::<BTreeSet<_>>(), all);
    }

    #[test]
    fn every_prefecture_has_a_main_frame_and_the_far_islands_have_their_own() {
        let insets = |code: &str| frames(code).filter(|frame| !frame.name.is_empty()).count();
        for prefecture in places().prefectures() {
            assert_eq!(frames(&prefecture.code).next().map(|frame| frame.name), Some(""), "{}", prefecture.name);
        }
        assert_eq!(["01", "13", "42", "46", "47", "11"].map(insets), [1, 4, 1, 3, 3, 0]);
    }

    #[test]
    fn a_name_stands_within_the_map_even_if_its_place_lies_beyond() {
        let shape = |left, top, right, bottom| {
            let (x, y) = (i32::midpoint(left, right), i32::midpoint(top, bottom));
            Shape { left, top, right, bottom, x, y }
        };
        let nearby = Nearby::around(shape(100, 100, 200, 200));
        assert_eq!(nearby.view_box(), "60 60 180 180");
        assert_eq!(nearby.spot(shape(100, 100, 200, 200)), (150, 150));
        assert_eq!(nearby.spot(shape(200, 100, 2_000, 200)), (220, 150));
    }
}
