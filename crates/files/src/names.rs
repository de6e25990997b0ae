//! What files are called.

use crate::kind::Kind;

/// Most characters of a name.
const LONGEST: usize = 120;

/// The name as it may be shown and stored: the last part of a path, without what cannot be seen or means something to a
/// system of files, and ending as its kind does.
pub fn cleaned(sent: &str, kind: Kind) -> String {
    let name = tidy(sent);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
    if kind.endings().iter().any(|known| known.eq_ignore_ascii_case(ending)) && !stem.is_empty() {
        return format!("{}.{ending}", shortened(stem));
    }
    // A picture that was painted anew has another ending; whatever else ends otherwise keeps what it was called.
    let stem = if kind.is_image() && !stem.is_empty() { stem } else { &name };
    format!("{}.{}", shortened(stem), kind.endings()[0])
}

/// The same for a file that is not taken.
pub fn tidy(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let visible = |c: &char| !c.is_control() && !is_unseen(*c) && !r#"<>:"|?*"#.contains(*c);
    let name: String = last.chars().filter(visible).collect();
    let name = name.trim().trim_matches('.').trim();
    if name.is_empty() { "添付".to_owned() } else { shortened(name) }
}

/// The value of `Content-Disposition` after RFC 6266: the name for those who know UTF-8, and one in plain letters.
pub fn disposition(how: &str, name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' };
    let fallback: String = name.chars().map(plain).collect();
    let encoded: String = name.bytes().fold(String::new(), |text, byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => text + &char::from(byte).to_string(),
        _ => format!("{text}%{byte:02X}"),
    });
    format!("{how}; filename=\"{fallback}\"; filename*=UTF-8''{encoded}")
}

fn shortened(name: &str) -> String {
    name.chars().take(LONGEST).collect()
}

/// Characters that turn text around or leave no mark, by which a name could seem to end otherwise.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_loses_its_path_and_whatever_misleads() {
        assert_eq!(cleaned("../../etc/passwd", Kind::Text), "passwd.txt");
        assert_eq!(cleaned("C:\\Users\\花子\\一覧.XLSX", Kind::Excel), "一覧.XLSX");
        assert_eq!(cleaned("一覧\u{202e}xslx.exe", Kind::Excel), "一覧xslx.exe.xlsx");
        assert_eq!(cleaned("写真.webp", Kind::Jpeg), "写真.jpg");
        assert_eq!(cleaned("a\r\nSet-Cookie: x=1.pdf", Kind::Pdf), "aSet-Cookie x=1.pdf");
        assert_eq!(cleaned("", Kind::Pdf), "添付.pdf");
        assert_eq!(cleaned(".pdf", Kind::Pdf), "pdf.pdf");
        assert_eq!(cleaned(&"あ".repeat(500), Kind::Pdf).chars().count(), LONGEST + 4);
    }

    #[test]
    fn a_disposition_is_one_header_whatever_the_name() {
        let header = disposition("attachment", "連携\"シート;.pdf");
        assert_eq!(
            header,
            "attachment; filename=\"_______.pdf\"; filename*=UTF-8''%E9%80%A3%E6%90%BA%22%E3%82%B7%E3%83%BC%E3%83%88%3B.pdf"
        );
        assert!(!disposition("inline", "a\r\nb").contains(['\r', '\n']));
    }
}
