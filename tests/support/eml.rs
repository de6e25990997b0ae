//! Letters as mail programs open them.

/// The text of a letter, whichever way it is encoded.
pub fn body(text: &str) -> String {
    let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
    if head.contains("Content-Transfer-Encoding: base64") {
        decoded(&body.replace("\r\n", ""))
    } else {
        assert!(head.contains("Content-Transfer-Encoding: quoted-printable"), "{head}");
        quoted(&body.replace("=\r\n", ""))
    }
}

fn quoted(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'=' {
            let pair = [rest.next().expect("a digit"), rest.next().expect("a digit")];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&pair).expect("digits"), 16).expect("a byte"));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

fn decoded(text: &str) -> String {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut kept, mut bits) = (Vec::new(), 0_u32, 0);
    for byte in text.bytes().filter(|byte| *byte != b'=') {
        let value = alphabet.iter().position(|known| *known == byte).expect("base64");
        kept = (kept << 6) | u32::try_from(value).expect("six bits");
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((kept >> bits) & 0xff).expect("a byte"));
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

/// A header of a letter, put together again and decoded.
pub fn header(text: &str, name: &str) -> Option<String> {
    let (head, _) = text.split_once("\r\n\r\n").expect("a head and a body");
    let head = head.replace("\r\n ", " ");
    let value = head.split("\r\n").find_map(|line| line.strip_prefix(&format!("{name}: ")))?;
    let words = value.split(' ').map(|word| match word.strip_prefix("=?utf-8?b?") {
        Some(coded) => decoded(coded.trim_end_matches("?=")),
        None => word.to_owned(),
    });
    Some(words.collect())
}
