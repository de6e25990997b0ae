//! How files look: under a post, and in the form that sends them.

use kernel::FileId;
use maud::{Markup, html};
use web::components::{described_by, icons};

use crate::enclosures::Enclosed;
use crate::limits::{LARGEST, MOST, THUMBNAIL};
use crate::paths::{FilePath, ImagePath, TextPath, ThumbnailPath};

/// What the choice of files in a browser offers first; what is taken, the content decides.
const OFFERED: &str = "image/jpeg,image/png,image/webp,image/gif,.pdf,.docx,.xlsx,.pptx,.txt,.csv";

/// How a form with files is sent.
pub const MULTIPART: &str = "multipart/form-data";

/// What a form shows of its files.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    /// Files that wait for the form to be sent for good.
    pub waiting: &'a [Enclosed],
    /// Files of the post that the form changes.
    pub standing: &'a [Enclosed],
    /// Those of them that are to be taken off.
    pub dropped: &'a [FileId],
    /// Whether the sender has looked through what cannot be read.
    pub seen: bool,
    /// What is wrong with files.
    pub problems: &'a [String],
    /// What is wrong with having looked through them.
    pub unseen: Option<&'a str>,
}

/// Files under a post.
pub fn attached<'a>(files: impl IntoIterator<Item = &'a Enclosed>) -> Markup {
    let mut files = files.into_iter().peekable();
    html! {
        @if files.peek().is_some() {
            ul.attachments role="list" aria-label="添付ファイル" { @for file in files { li data-id={ "file-" (file.id) } { (one(file)) } } }
        }
    }
}

fn one(file: &Enclosed) -> Markup {
    let id = file.id;
    html! {
        @if file.kind.is_image() { a href=(ImagePath { file: id }) { (thumbnail(file, Some("lazy"))) } }
        div {
            p { bdi { (file.name) } " " span.hint { (facts(file)) } }
            p.links {
                a href=(FilePath { file: id }) download { "ダウンロード" span.visually-hidden { "：" (file.name) } }
                @if file.characters > 0 { a href=(TextPath { file: id }) { "文字だけ読む" span.visually-hidden { "：" (file.name) } } }
            }
        }
    }
}

/// Kind and size: 「PDF、1.2MB」.
fn facts(file: &Enclosed) -> String {
    format!("（{}、{}）", file.kind.name(), size(file.size))
}

fn size(bytes: i64) -> String {
    match bytes {
        ..1024 => format!("{bytes}バイト"),
        1024..1_048_576 => format!("{}KB", bytes / 1024),
        _ => format!("{}.{}MB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
    }
}

/// In a form it is there before anybody takes the file off.
fn thumbnail(file: &Enclosed, loading: Option<&str>) -> Markup {
    let (width, height) = fitted(file.width.unwrap_or(1), file.height.unwrap_or(1));
    html! {
        img src=(ThumbnailPath { file: file.id }) alt={ "添付の画像：" (file.name) } width=(width) height=(height) loading=[loading];
    }
}

/// As large as the thumbnail is.
fn fitted(width: i64, height: i64) -> (i64, i64) {
    let (longest, most) = (width.max(height).max(1), i64::from(THUMBNAIL));
    if longest <= most { (width, height) } else { ((width * most / longest).max(1), (height * most / longest).max(1)) }
}

/// In a form whose first button would otherwise take a file off when somebody presses Enter in a field of one line.
pub fn default_button() -> Markup {
    html! { button type="submit" hidden tabindex="-1" aria-hidden="true" {} }
}

/// The part of a form that sends files.
pub fn field(field: &Field) -> Markup {
    let Field { waiting, standing, dropped, seen, problems, unseen } = field;
    let hint = format!(
        "画像、PDF、Word、Excel、PowerPoint、テキスト、CSVを、1つ{}MBまで、合わせて{MOST}個まで添付できます。画像に記録された位置や撮影日時は取り除かれます。",
        LARGEST / 1024 / 1024
    );
    let problem = problems.first().map(String::as_str);
    html! {
        fieldset.choices .has-problem[problem.is_some() || unseen.is_some()] {
            legend { "ファイルの添付" }
            p.hint #files-hint { (hint) }
            @if problem.is_some() {
                div #files-problem { @for problem in *problems { p.problem { (icons::problem()) span { (problem) } } } }
            }
            (standing_files(standing, dropped))
            (waiting_files(waiting))
            label for="files" { "添付するファイルを選ぶ" }
            input #files type="file" name="files" multiple accept=(OFFERED) aria-invalid=[problem.map(|_| "true")]
                aria-describedby=[described_by("files", Some(&hint), problem)];
            p.actions { button.button.secondary type="submit" name="add_files" value="1" { "選んだファイルを先に読み込む" } }
            (confirmation(*seen, *unseen))
        }
    }
}

/// Photographs and scanned pages are for human eyes only.
fn confirmation(seen: bool, unseen: Option<&str>) -> Markup {
    html! {
        div.stack.tight {
            p.hint #files_seen-hint { "写真や図、スキャンした書類の中身は、個人情報チェックでは読み取れません。添付するときは、氏名、顔、住所、書類の番号などが写っていないことを、ご自身の目で確かめてください。" }
            @if let Some(problem) = unseen { p.problem #files_seen-problem { (icons::problem()) span { (problem) } } }
            label.choice {
                input #files_seen type="checkbox" name="files_seen" value="1" checked[seen] aria-invalid=[unseen.map(|_| "true")]
                    aria-describedby=[described_by("files_seen", Some(""), unseen)];
                span { "個人が特定されるものが写っていないことを、目で確かめました" }
            }
        }
    }
}

fn standing_files(standing: &[Enclosed], dropped: &[FileId]) -> Markup {
    html! {
        @if !standing.is_empty() {
            ul.attachments role="list" aria-label="いま添付されているファイル" {
                @for file in standing {
                    li data-id={ "file-" (file.id) } {
                        @if file.kind.is_image() { (thumbnail(file, None)) }
                        div {
                            p { bdi { (file.name) } " " span.hint { (facts(file)) } }
                            label.choice {
                                input type="checkbox" name="drop_file" value=(file.id) checked[dropped.contains(&file.id)];
                                span { "保存するときに外す（元に戻せません）" }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn waiting_files(waiting: &[Enclosed]) -> Markup {
    html! {
        @if !waiting.is_empty() {
            ul.attachments role="list" aria-label="これから添付するファイル" {
                @for file in waiting {
                    li data-id={ "file-" (file.id) } {
                        @if file.kind.is_image() { (thumbnail(file, None)) }
                        div {
                            p { bdi { (file.name) } " " span.hint { (facts(file)) } }
                            @if !file.is_read { p.hint { "個人情報チェックでは読み取れない内容があります。" } }
                            button.button.quiet type="submit" name="remove_file" value=(file.id) {
                                "外す" span.visually-hidden { "：" (file.name) }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{fitted, size};

    #[test]
    fn sizes_are_told_in_units_that_people_know() {
        let told = [0, 1_023, 1_024, 2_000_000, 20 * 1_048_576].map(size);
        assert_eq!(told, ["0バイト", "1023バイト", "1KB", "1.9MB", "20.0MB"]);
    }

    #[test]
    fn a_thumbnail_keeps_the_shape_of_its_image() {
        assert_eq!(fitted(4_000, 3_000), (480, 360));
        assert_eq!(fitted(100, 20_000), (2, 480));
        assert_eq!(fitted(40, 30), (40, 30));
    }
}
