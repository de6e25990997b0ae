//! How much of everything.

/// Most bytes of one file.
pub const LARGEST: u64 = 20 * MEGABYTE;

/// Most files of one post.
pub const MOST: usize = 10;

/// Most bytes of all files of one person.
pub const QUOTA: i64 = 500 * 1024 * 1024;

/// Most bytes of a form with files: all files, the text, and what stands around them.
pub const WHOLE: u64 = MOST as u64 * LARGEST + 2 * MEGABYTE;

/// Most bytes of the fields of such a form that are no files, as for any form.
pub const FIELDS: usize = 1024 * 1024;

/// Forms with files that arrive at the same time; the others wait.
pub(crate) const ARRIVALS: usize = 8;

/// Most characters of text that are kept of one file.
pub const TEXT: usize = 100_000;

/// Longest side of a thumbnail.
pub const THUMBNAIL: u32 = 480;

/// Most pixels of an image, all frames together: what the cameras of telephones make, and not much more.
pub(crate) const PIXELS: u64 = 52_000_000;

const MEGABYTE: u64 = 1024 * 1024;
