//! From a letter to the text of RFC 5322 that mail programs open.

use std::str::FromStr;
use std::time::{Duration, UNIX_EPOCH};

use anyhow::Context as _;
use kernel::Timestamp;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};
use lettre::{Address, Message};

use super::folder::File;
use super::outgoing::Outgoing;

/// From whom all letters are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender(Mailbox);

impl FromStr for Sender {
    type Err = String;

    /// Reads `address` or `name <address>`.
    fn from_str(text: &str) -> Result<Self, String> {
        let mailbox = text.parse().map_err(|cause| format!("is no address to send mail from: {text} ({cause})"))?;
        Ok(Self(mailbox))
    }
}

impl Sender {
    /// よこいと, at the host of the site.
    pub fn of_site(url: &str) -> Self {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        let authority = rest.split('/').next().unwrap_or_default();
        let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
        let address = Address::new("yokoito", host).unwrap_or_else(|_| nowhere());
        Self(Mailbox::new(Some("よこいと".to_owned()), address))
    }

    /// The letter as a file; the same letter gives the same file.
    pub(super) fn file(&self, letter: &Outgoing) -> anyhow::Result<File> {
        let bytes = self.message(letter)?.formatted();
        Ok(File { name: format!("{}-{}.eml", sortable(letter.created_at), letter.id), bytes })
    }

    /// The letter as it is handed over; the same letter is the same message, so that it is known when it comes twice.
    pub(super) fn message(&self, letter: &Outgoing) -> anyhow::Result<Message> {
        let Timestamp(at) = letter.created_at;
        let recipient = Mailbox::new(None, address(&letter.recipient).context("a recipient that is no address")?);
        let host = self.0.email.domain();
        let mut head = Message::builder()
            .message_id(Some(format!("<{}@{host}>", letter.id)))
            .date(UNIX_EPOCH + Duration::from_millis(u64::try_from(at).unwrap_or_default()))
            .from(self.0.clone())
            .to(recipient)
            .subject(&letter.subject)
            .header(AutoSubmitted);
        if let Some(thread) = letter.about {
            // No such letter exists: it is the root under which mail programs put all that is about one discussion.
            let root = format!("<discussion-{thread}@{host}>");
            head = head.in_reply_to(root.clone()).references(root);
        }
        if let Some(address) = &letter.unsubscribe {
            head = head.header(Unsubscribe(format!("<{address}>"))).header(UnsubscribePost);
        }
        head.singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(letter.body.clone()))
            .context("compose a letter")
    }
}

/// Headers of fixed names; the second value of each line is what stands in it.
macro_rules! headers {
    ($($(#[$doc:meta])* $type:ident $name:literal $value:literal;)*) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy)]
        struct $type;

        impl Header for $type {
            fn name() -> HeaderName { HeaderName::new_from_ascii_str($name) }
            fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> { Ok(Self) }
            fn display(&self) -> HeaderValue { HeaderValue::new(Self::name(), $value.to_owned()) }
        }
    )* };
}

headers! {
    /// Nobody answers such a letter by a machine (RFC 3834).
    AutoSubmitted "Auto-Submitted" "auto-generated";
    /// The address in [`Unsubscribe`] takes a form of one field (RFC 8058).
    UnsubscribePost "List-Unsubscribe-Post" "List-Unsubscribe=One-Click";
}

/// Where such letters are stopped (RFC 2369).
#[derive(Clone)]
struct Unsubscribe(String);

impl Header for Unsubscribe {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    /// An address is not broken into lines, however long it is.
    fn display(&self) -> HeaderValue {
        HeaderValue::dangerous_new_pre_encoded(Self::name(), self.0.clone(), self.0.clone())
    }
}

/// Dots where RFC 5322 has none, as in addresses that mobile carriers in Japan gave out, stand between quotes.
fn address(text: &str) -> anyhow::Result<Address> {
    let (local, host) = text.rsplit_once('@').context("without @")?;
    Address::new(local, host).or_else(|_| Address::new(format!("\"{local}\""), host)).map_err(Into::into)
}

/// `20261122T120000123`, in Japanese time.
fn sortable(at: Timestamp) -> String {
    let digits: String = at.iso().chars().filter(|c| c.is_ascii_digit() || *c == 'T').take(15).collect();
    format!("{digits}{:03}", at.0.rem_euclid(1_000))
}

#[expect(clippy::expect_used, reason = "a constant that the tests parse")]
fn nowhere() -> Address {
    Address::new("yokoito", "localhost").expect("a good address")
}

#[cfg(test)]
mod tests {
    use kernel::ThreadId;

    use super::*;

    fn letter(subject: &str, body: &str) -> Outgoing {
        let at = Timestamp::start_of_day("2026-11-22").unwrap().plus(43_200_123);
        let (recipient, subject, body) = ("hanako@example.jp".to_owned(), subject.to_owned(), body.to_owned());
        Outgoing { id: 12, recipient, subject, body, created_at: at, unsubscribe: None, about: None }
    }

    #[test]
    fn a_letter_is_a_file_that_mail_programs_open() {
        let sender = Sender::of_site("https://yokoito.example.jp:8443/path");
        let file = sender
            .file(&letter("【よこいと】パスワードの再設定について、とても長い件名のお知らせです", "一行目\n二行目\n"))
            .unwrap();
        assert_eq!(file.name, "20261122T120000123-12.eml");
        let text = String::from_utf8(file.bytes).unwrap();
        assert!(text.is_ascii() && !text.replace("\r\n", "").contains(['\r', '\n']), "{text}");
        let (head, _) = text.split_once("\r\n\r\n").unwrap();
        for line in [
            "Message-ID: <12@yokoito.example.jp>",
            "Date: Sun, 22 Nov 2026 03:00:00 +0000",
            "To: hanako@example.jp",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
        ] {
            assert!(head.split("\r\n").any(|known| known == line), "{line} is not in:\n{head}");
        }
        assert!(head.contains("<yokoito@yokoito.example.jp>") && head.contains("Subject: =?utf-8?b?"), "{head}");
        assert!(head.split("\r\n").all(|line| line.len() <= 78), "{head}");
    }

    #[test]
    fn letters_about_what_is_new_belong_together_and_can_be_stopped() {
        let (unsubscribe, about) = (Some("https://yokoito.example.jp/unsubscribe/7-ab".to_owned()), Some(ThreadId(9)));
        let letter = Outgoing {
            unsubscribe, about, ..letter("【よこいと】埼玉県の部屋：相談への返信", "本文\n")
        };
        let message = Sender::of_site("https://yokoito.example.jp").message(&letter).unwrap();
        let text = String::from_utf8(message.formatted()).unwrap();
        for line in [
            "List-Unsubscribe: <https://yokoito.example.jp/unsubscribe/7-ab>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
            "References: <discussion-9@yokoito.example.jp>",
            "In-Reply-To: <discussion-9@yokoito.example.jp>",
            "Auto-Submitted: auto-generated",
        ] {
            assert!(text.lines().any(|known| known == line), "{line} is not in:\n{text}");
        }
    }

    #[test]
    fn addresses_with_dots_that_no_standard_knows_are_written_between_quotes() {
        for (stored, written) in
            [("taro..mihon@example.jp", "\"taro..mihon\"@example.jp"), ("hanako@example.jp", "hanako@example.jp")]
        {
            assert_eq!(address(stored).unwrap().to_string(), written);
        }
        assert!(address("nobody").is_err());
    }

    #[test]
    fn senders_are_read_and_found() {
        assert!("よこいと事務局 <info@example.jp>".parse::<Sender>().is_ok());
        assert!("info@example.jp".parse::<Sender>().is_ok());
        assert!("nobody".parse::<Sender>().is_err());
        for (url, address) in [
            ("http://127.0.0.1:8080", "yokoito@127.0.0.1"),
            ("http://localhost:8080", "yokoito@localhost"),
            ("http://[::1]:8080", "yokoito@[::1]"),
        ] {
            assert_eq!(Sender::of_site(url).0.email.to_string(), address, "{url}");
        }
    }
}
