//! Nothing lives here: the tests are in `main.rs` beside this folder.
