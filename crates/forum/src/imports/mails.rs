//! One mail: who, when, in answer to what, and what it says.

use kernel::Timestamp;
use kernel::clock::SECOND;
use kernel::text::hex;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::html::html_to_text;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{
    DateTime, Encoding, HeaderName, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders as _, PartType,
};
use sha2::{Digest as _, Sha256};

use super::charsets::{clean, words};
use super::mbox::Raw;
use super::trimming;

/// References of one mail that are looked at: the first, and the last ones.
const MOST_REFERENCES: usize = 20;

/// Attachments that are listed by name.
const MOST_ATTACHMENTS: usize = 20;

/// Mail is no older.
const OLDEST: &str = "1990-01-01";

/// What the head of a mail tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Tells it from all others: a digest of its Message-ID, which may hold an address, or of the whole mail.
    pub key: String,
    /// The same of the mails that it answers.
    pub references: Vec<String>,
    /// Its subject.
    pub subject: String,
    /// When it was written, if that can be told.
    pub at: Option<Timestamp>,
}

/// A mail as it is brought in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The address that it says it is from.
    pub from: Option<String>,
    /// What it says, as plain words with `>` in front of what it quotes.
    pub body: String,
    /// What its attachments are called.
    pub attachments: Vec<String>,
}

/// The head of a mail; nothing for what is none. It was written before `now`.
pub fn head(raw: &Raw, now: Timestamp) -> Option<Head> {
    let message = MessageParser::default().parse_headers(&raw.bytes)?;
    let is_mail = [HeaderName::Subject, HeaderName::From, HeaderName::Date, HeaderName::MessageId];
    if !is_mail.into_iter().any(|name| message.header(name).is_some()) {
        return None;
    }
    let key = message.message_id().map_or_else(|| digest(&raw.bytes), |id| digest(id.trim().as_bytes()));
    let mut references = ids(message.references());
    if references.len() > MOST_REFERENCES {
        references.drain(1..=references.len() - MOST_REFERENCES);
    }
    references.extend(ids(message.in_reply_to()));
    let date = message.date().filter(|date| date.is_valid()).copied().or_else(|| envelope_date(&raw.envelope));
    let range = Timestamp::start_of_day(OLDEST).unwrap_or_default()..=now;
    let at = date.map(|date| Timestamp(date.to_timestamp().saturating_mul(SECOND))).filter(|at| range.contains(at));
    Some(Head { key, references, subject: subject(&message), at })
}

/// What a mail says.
pub fn mail(raw: &Raw) -> Mail {
    let Some(message) = MessageParser::default().parse(&raw.bytes) else {
        return Mail { from: None, body: String::new(), attachments: Vec::new() };
    };
    let from = message.from().and_then(|from| from.first()).and_then(|address| address.address());
    let texts = message.text_body.iter().filter_map(|id| message.parts.get(*id as usize));
    let body = texts.filter_map(|part| said(&message, part)).collect::<Vec<_>>().join("\n\n");
    let names = message.attachments().take(MOST_ATTACHMENTS).map(|part| name(part));
    Mail { from: from.map(str::to_owned), body: trimming::trimmed(&body), attachments: names.collect() }
}

/// The words of a part. Bytes are read anew, since labels of Japanese mail are often wrong or missing.
fn said(message: &Message<'_>, part: &MessagePart<'_>) -> Option<String> {
    let (parsed, is_html) = match &part.body {
        PartType::Text(text) => (text, false),
        PartType::Html(html) => (html, true),
        _ => return None,
    };
    let raw = message.raw_message.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default();
    let bytes = match part.encoding {
        _ if part.is_encoding_problem => None,
        Encoding::None => Some(raw.to_vec()),
        Encoding::Base64 => base64_decode(raw),
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
    };
    let label = part.content_type().and_then(|kind| kind.attribute("charset"));
    let text = bytes.map_or_else(|| clean(parsed), |bytes| words(&bytes, label));
    Some(if is_html { clean(&html_to_text(&text)) } else { text })
}

fn name(part: &MessagePart<'_>) -> String {
    let name = match part.attachment_name() {
        Some(name) if name.contains('\u{1b}') => words(name.as_bytes(), None),
        Some(name) => clean(name),
        None if matches!(part.body, PartType::Message(_)) => "転送されたメール".to_owned(),
        None => String::new(),
    };
    let line = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() { "名前のないファイル".to_owned() } else { line.chars().take(100).collect() }
}

/// The subject, also where it stands as bare bytes in some encoding.
fn subject(message: &Message<'_>) -> String {
    let subject = message.subject().unwrap_or_default();
    let header = || message.headers().iter().rev().find(|header| header.name == HeaderName::Subject);
    let bare = match header() {
        Some(header) if subject.contains(['\u{fffd}', '\u{1b}']) => {
            let raw = message.raw_message.get(header.offset_start as usize..header.offset_end as usize);
            raw.filter(|raw| !raw.windows(2).any(|two| two == b"=?"))
        }
        _ => None,
    };
    let text = bare.map_or_else(|| clean(subject), |bytes| words(bytes, None));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn ids(header: &HeaderValue<'_>) -> Vec<String> {
    let list = match header {
        HeaderValue::Text(id) => std::slice::from_ref(id),
        HeaderValue::TextList(ids) => ids.as_slice(),
        _ => &[],
    };
    list.iter().map(|id| digest(id.trim().as_bytes())).collect()
}

fn digest(bytes: &[u8]) -> String {
    format!("mail-{}", hex(&Sha256::digest(bytes)[..16]))
}

/// The date of `From ADDRESS Mon Jan  1 00:00:00 2001`, in whatever time the machine had that wrote it.
fn envelope_date(line: &[u8]) -> Option<DateTime> {
    let line = String::from_utf8_lossy(line);
    let words: Vec<&str> = line.split_whitespace().collect();
    let time = words.iter().position(|word| word.contains(':') && word.len() >= 5)?;
    let (month, day) = (words.get(time.checked_sub(2)?)?, words.get(time - 1)?);
    let year = words[time..].iter().find(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()))?;
    DateTime::parse_rfc822(&format!("{day} {month} {year} {} +0000", words[time])).filter(DateTime::is_valid)
}
