//! Room for a long page before it is written.

use maud::Render;

/// Writes nothing, and makes space for about so many bytes that follow. A page that grows bit by bit is copied to another
/// place each time that it has outgrown one, and each place is memory that the system has to find anew.
#[derive(Clone, Copy, Debug)]
pub struct Space(pub usize);

impl Render for Space {
    fn render_to(&self, page: &mut String) {
        page.reserve(self.0);
    }
}
