//! The rules of the house that no lint knows: who may import what, how long a file may be, which words stay out.

use std::fs;
use std::path::{Path, PathBuf};

/// Crates that keep HTTP in handlers and HTML in views; the others never see either.
const FEATURES: [&str; 4] = ["accounts", "directory", "files", "forum"];

/// Feature files beside handlers and paths that import axum.
const AXUM_EXCEPTIONS: [(&str, &str); 4] = [
    ("crates/accounts/src/client.rs", "the extractor of the visitor's network"),
    ("crates/accounts/src/devices.rs", "the device's token lives in a cookie"),
    ("crates/accounts/src/sessions.rs", "the session's token lives in a cookie"),
    ("crates/directory/src/roster/extract.rs", "the extractor of the roster"),
];

/// Longest file, in lines.
const LONGEST: usize = 300;

/// Most bytes of the stylesheet, and of all scripts together.
const MOST_CSS: u64 = 40_000;
const MOST_JS: u64 = 40_000;

#[test]
fn only_handlers_and_paths_of_a_feature_know_http() {
    let offenders = files("crates", "rs").into_iter().filter(|file| {
        let allowed = match file.krate() {
            "web" | "server" => true,
            krate if FEATURES.contains(&krate) => {
                file.is_called("handlers") || AXUM_EXCEPTIONS.iter().any(|(path, _)| *path == file.path)
            }
            _ => false,
        };
        // A path is a type of its own, derived with axum-extra's `TypedPath`, and knows nothing else of HTTP.
        let mut code =
            file.code().filter(|(_, line)| !(file.is_called("paths") && line.contains("routing::TypedPath")));
        !allowed && code.any(|(_, line)| line.contains("axum::") || line.contains("axum_extra::"))
    });
    none(offenders.map(|file| file.path), "import axum in handlers.rs, or make a handler");
}

#[test]
fn every_exception_is_still_needed() {
    for (path, reason) in AXUM_EXCEPTIONS {
        let text = fs::read_to_string(root().join(path)).unwrap_or_default();
        assert!(text.contains("axum"), "{path} ({reason}) no longer imports axum: take it off the list");
    }
}

#[test]
fn only_views_of_a_feature_know_html() {
    let offenders = files("crates", "rs").into_iter().filter(|file| {
        let allowed = match file.krate() {
            "web" => true,
            "server" => file.is_called("views"),
            krate => FEATURES.contains(&krate) && file.is_called("views"),
        };
        !allowed && file.code().any(|(_, line)| line.contains("maud::") || line.contains("html!"))
    });
    none(offenders.map(|file| file.path), "move the markup to a views file");
}

#[test]
fn no_file_is_too_long_to_be_read_at_once() {
    let sources =
        [files("crates", "rs"), files("migrations", "rs"), files("tests", "rs"), files("tests", "mjs")].concat();
    let long = sources.into_iter().filter(|file| file.text.lines().count() > LONGEST);
    none(long.map(|file| format!("{} has {} lines", file.path, file.text.lines().count())), "split by concern");
}

#[test]
fn every_file_begins_by_saying_what_lives_in_it() {
    let sources = [files("crates", "rs"), files("migrations", "rs"), files("tests", "rs")].concat();
    let silent = sources.into_iter().filter(|file| !file.text.starts_with("//! "));
    none(silent.map(|file| file.path), "begin with `//! ` and a sentence");
}

#[test]
fn nothing_is_merely_allowed_or_left_for_later() {
    let marks = ["#[allow(", "#![allow(", "TODO", "FIXME", "XXX"];
    let sources = [files("crates", "rs"), files("migrations", "rs"), files("assets", "js"), files("assets", "css")];
    let found = sources.concat().into_iter().flat_map(|file| {
        let lines = file.text.lines().enumerate().filter(|(_, line)| marks.iter().any(|mark| line.contains(mark)));
        lines.map(|(index, line)| format!("{}:{}: {}", file.path, index + 1, line.trim())).collect::<Vec<_>>()
    });
    none(found, "expect with a reason, or open an issue");
}

#[test]
fn words_that_offices_block_never_stand_on_screen() {
    let words = ["スレッド", "掲示板", "SNS", "ＳＮＳ"];
    let sources = [files("crates", "rs"), files("assets", "js")].concat();
    let found = sources.into_iter().flat_map(|file| {
        let lines = file.code().filter(|(_, line)| words.iter().any(|word| line.contains(word)));
        lines.map(|(number, line)| format!("{}:{number}: {}", file.path, line.trim())).collect::<Vec<_>>()
    });
    none(found, "say 相談, 部屋 or 返信");
}

#[test]
fn nothing_inline_stands_in_a_page() {
    let inline = [" style=", " onclick=", " onload=", " onsubmit=", " onchange=", " oninput=", " script {", " style {"];
    let found = files("crates", "rs").into_iter().flat_map(|file| {
        let lines = file.code().filter(|(_, line)| {
            let line = format!(" {}", line.trim());
            inline.iter().any(|mark| line.contains(mark))
        });
        lines.map(|(number, line)| format!("{}:{number}: {}", file.path, line.trim())).collect::<Vec<_>>()
    });
    none(found, "the content security policy forbids it: use a class, or a module of assets/js");
}

#[test]
fn pages_load_little() {
    assert!(size("css") <= MOST_CSS, "stylesheets have {} bytes of {MOST_CSS}", size("css"));
    assert!(size("js") <= MOST_JS, "scripts have {} bytes of {MOST_JS}", size("js"));
}

/// A source file.
#[derive(Clone)]
struct File {
    /// From the root of the repository, with `/`.
    path: String,
    text: String,
}

impl File {
    /// `forum` for `crates/forum/src/lib.rs`.
    fn krate(&self) -> &str {
        self.path.split('/').nth(1).unwrap_or_default()
    }

    /// Whether the file, or a folder that it lies in, has this name.
    fn is_called(&self, name: &str) -> bool {
        self.path.trim_end_matches(".rs").split('/').any(|part| part == name)
    }

    /// Numbered lines without comments, up to the file's own tests.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate().take_while(|(_, line)| *line != "#[cfg(test)]");
        lines.filter(|(_, line)| !line.trim_start().starts_with("//")).map(|(index, line)| (index + 1, line))
    }
}

/// All files under a folder with this extension, in a stable order.
fn files(folder: &str, extension: &str) -> Vec<File> {
    let mut found = Vec::new();
    collect(&root().join(folder), extension, &mut found);
    assert!(!found.is_empty(), "no .{extension} files under {folder}: has it moved?");
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn collect(folder: &Path, extension: &str, found: &mut Vec<File>) {
    for entry in fs::read_dir(folder).expect("a folder of the repository") {
        let path = entry.expect("an entry of that folder").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if !["target", "node_modules", "snapshots"].contains(&name.as_str()) && !name.starts_with('.') {
                collect(&path, extension, found);
            }
        } else if path.extension().is_some_and(|it| it == extension) {
            let short = path.strip_prefix(root()).unwrap_or(&path).to_string_lossy().into_owned();
            found.push(File { path: short, text: fs::read_to_string(&path).expect("a text file") });
        }
    }
}

/// Bytes of all assets of one kind.
fn size(kind: &str) -> u64 {
    files("assets", kind).iter().map(|file| file.text.len() as u64).sum()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().expect("the root of the repository")
}

fn none(offenders: impl Iterator<Item = String>, advice: &str) {
    let offenders: Vec<_> = offenders.collect();
    assert!(offenders.is_empty(), "{advice}:\n  {}", offenders.join("\n  "));
}
