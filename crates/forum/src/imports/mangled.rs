//! Mails as no program should write them: whatever comes, reading ends soon, does not fail, and keeps its bounds.

use std::time::{Duration, Instant};

use encoding_rs::{EUC_JP, ISO_2022_JP, SHIFT_JIS};
use kernel::Timestamp;
use proptest::collection::vec;
use proptest::prelude::*;

use super::mails::{head, mail};
use super::mbox::{Mbox, Raw};
use super::threading::place;
use super::{lines, plain, trimming};
use crate::posts::forms::MOST_CHARACTERS;

/// Nothing that is as small as what is made here takes longer, even on a machine that is busy.
const SOON: Duration = Duration::from_secs(20);

const NOW: Timestamp = Timestamp(1_800_000_000_000);

/// Pieces of mails: heads, parts, ends of parts, encodings said rightly and wrongly.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let words = "退院前カンファレンスの①様式です。ｶﾅ";
    let fixed: Vec<Vec<u8>> = vec![
        b"From a@b.example Mon Jan  1 00:00:00 2001\n".to_vec(),
        b"From \n".to_vec(),
        b">From x\n".to_vec(),
        b"Subject: =?ISO-2022-JP?B?GyRCQmAxIRsoQg==?= =?utf-8?q?=E3=81?=\n".to_vec(),
        b"Subject: Re: [ml:1] \x1b$BB`1!\x1b(B\n".to_vec(),
        b"From: =?x?B?y?= <a@b.example>, \"<>@\n".to_vec(),
        b"Message-ID: <1@b.example>\nReferences: <1@b.example> <2@b.example>\n\t<3@\n".to_vec(),
        b"In-Reply-To: <1@b.example>\nDate: Mon, 99 Foo 20000 99:99:99 +9999\n".to_vec(),
        b"Date: Tue, 1 May 2018 10:00:00 +0900\n".to_vec(),
        b"Content-Type: multipart/mixed; boundary=\"x\"\n\n".to_vec(),
        b"Content-Type: multipart/alternative; boundary=x\n\n--x\n".to_vec(),
        b"Content-Type: message/rfc822\n\n".to_vec(),
        b"Content-Type: text/plain; charset=iso-2022-jp; name*0*=utf-8''%E3%; name*1=b\n".to_vec(),
        b"Content-Type: text/html; charset=cp932\nContent-Transfer-Encoding: base64\n\n".to_vec(),
        b"Content-Type: text/plain; charset=us-ascii\nContent-Transfer-Encoding: quoted-printable\n\n".to_vec(),
        b"Content-Disposition: attachment; filename=\"=?iso-2022-jp?B?GyRC\"\n".to_vec(),
        b"\n--x\n".to_vec(),
        b"\n--x--\n".to_vec(),
        b"\n\n".to_vec(),
        b"> quoted\n> quoted\n\n>> a\n".to_vec(),
        b"-----Original Message-----\nFrom: a\nSent: b\n".to_vec(),
        b"-- \nsignature 03-0000-0000\n".to_vec(),
        b"*****************\n=====\n".to_vec(),
        b"<div><style>a</style><p>b &amp; &#x110000; <!-- ".to_vec(),
        b"=E9=\n=3D=ZZ 4444====\n".to_vec(),
        words.as_bytes().to_vec(),
        SHIFT_JIS.encode(words).0.into_owned(),
        EUC_JP.encode(words).0.into_owned(),
        ISO_2022_JP.encode(words).0.into_owned(),
    ];
    prop_oneof![8 => prop::sample::select(fixed), 1 => vec(any::<u8>(), 0..60), 1 => "[ -~\\n]{0,80}".prop_map(String::into_bytes)]
}

/// Such pieces one after the other, and then some bytes changed.
fn archive() -> impl Strategy<Value = Vec<u8>> {
    let changes = vec((any::<prop::sample::Index>(), any::<u8>()), 0..8);
    (vec(piece(), 0..40), changes).prop_map(|(pieces, changes)| {
        let mut bytes = pieces.concat();
        for (at, byte) in changes {
            if !bytes.is_empty() {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
        }
        bytes
    })
}

fn read(archive: &[u8]) -> Vec<Raw> {
    let mut mbox = Mbox::new(archive);
    let mut all = Vec::new();
    while let Some(raw) = mbox.next().expect("memory does not fail") {
        all.push(raw);
    }
    all
}

fn check(archive: &[u8]) {
    let begun = Instant::now();
    let raws = read(archive);
    assert!(raws.iter().map(|raw| raw.bytes.len()).sum::<usize>() <= archive.len());
    let heads: Vec<_> = raws.iter().filter_map(|raw| head(raw, NOW)).collect();
    let placed = place(&heads.iter().collect::<Vec<_>>(), &std::collections::HashMap::default(), NOW);
    assert_eq!(placed.len(), heads.len());
    for raw in &raws {
        let mail = mail(raw);
        for text in std::iter::once(&mail.body).chain(&mail.attachments) {
            assert!(text.chars().count() < MOST_CHARACTERS, "{text}");
            assert!(!text.chars().any(|c| (c.is_control() && c != '\n' && c != '\t') || c == '\u{fffd}'), "{text:?}");
        }
        assert!(mail.attachments.len() <= 20);
        web::markdown::to_html(&plain::as_markdown(&mail.body));
    }
    assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn whatever_an_archive_holds_it_is_read_to_its_end(archive in archive()) {
        check(&archive);
    }

    #[test]
    fn so_are_bytes_that_are_no_archive_at_all(archive in vec(any::<u8>(), 0..4_000)) {
        check(&archive);
    }

    #[test]
    fn whatever_a_line_holds_it_is_told_or_refused(line in "[\\{\\}\\[\\]\",:a-z0-9 あ\\\\]{0,200}") {
        let addresses = super::texts::Addresses::default();
        let places = kernel::Places::default();
        let _ = lines::told(&line, lines::Desk { addresses: &addresses, places: &places, now: NOW });
    }
}

#[test]
fn what_is_built_to_be_slow_is_not() {
    let many = |piece: &str| piece.repeat(400_000 / piece.len());
    let nested = "Content-Type: multipart/mixed; boundary=x\n\n--x\n";
    for piece in [
        nested,
        "Content-Type: message/rfc822\n\n",
        "> ",
        ">>>> x\n",
        "a@",
        "a@b.",
        "<mailto:",
        "[x:1] ",
        "Re: ",
        "=?utf-8?B?4444?= ",
        "\x1b$B",
        "-----\n",
        "----- x\n",
        "&lt;",
        "<b>",
        "*_",
        "http://",
        "References: <a@b>\n",
    ] {
        check(format!("From a Mon Jan  1 00:00:00 2001\nSubject: x\n\n{}", many(piece)).as_bytes());
        check(format!("From a Mon Jan  1 00:00:00 2001\nSubject: {}\n\nx", many(piece)).as_bytes());
    }
    let begun = Instant::now();
    trimming::trimmed(&many("tel 03-0000-0000\n*****\n"));
    assert!(begun.elapsed() < SOON);
}

#[test]
fn mails_of_japan_are_read_as_they_were_meant() {
    let said = "様式は①番です。\n\n㈱の件もお願いします。";
    let (jis, sjis) = (ISO_2022_JP.encode(said).0, SHIFT_JIS.encode(said).0);
    let message = |head: &str, body: &[u8]| Raw {
        envelope: b"From x Tue May  1 09:00:00 2018\n".to_vec(),
        bytes: [
            format!("From: =?iso-2022-jp?B?GyRCOjRGIxsoQg==?= <Sato@Example.jp>\nSubject: x\n{head}\n").as_bytes(),
            body,
        ]
        .concat(),
    };
    for raw in [
        message("Content-Type: text/plain; charset=ISO-2022-JP\nContent-Transfer-Encoding: 7bit\n", &jis),
        message("Content-Type: text/plain; charset=CP932\nContent-Transfer-Encoding: 8bit\n", &sjis),
        message("", &sjis),
        message("", &jis),
        message("Content-Type: text/plain; charset=us-ascii\n", said.as_bytes()),
    ] {
        let mail = mail(&raw);
        assert_eq!((mail.from.as_deref(), &*mail.body), (Some("Sato@Example.jp"), said), "{raw:?}");
        assert_eq!(
            head(&raw, NOW).and_then(|head| head.at).map(Timestamp::iso).as_deref(),
            Some("2018-05-01T18:00:00+09:00")
        );
    }
    let raw = Raw {
        envelope: Vec::new(),
        bytes: [b"Message-ID: <a@b>\nSubject: ", &SHIFT_JIS.encode("退院の様式").0[..], b"\n\nx"].concat(),
    };
    assert_eq!(head(&raw, NOW).expect("a mail").subject, "退院の様式");
    let raw = Raw { envelope: Vec::new(), bytes: [b"Subject: Re: \x1b$BB`1!\x1b(B\n\nx".to_vec()].concat() };
    assert_eq!(head(&raw, NOW).expect("a mail").subject, "Re: 退院");
}

#[test]
fn attachments_are_named_and_left_out() {
    let bytes = b"Subject: x\nContent-Type: multipart/mixed; boundary=q\n\n--q\nContent-Type: text/plain; charset=utf-8\n\n\xe6\x9c\xac\xe6\x96\x87\n--q\nContent-Type: application/pdf; name=\"a.pdf\"\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=\"=?utf-8?B?6K2w5LqL6YyyLnBkZg==?=\"\n\nJVBERi0=\n--q--\n";
    let mail = mail(&Raw { envelope: Vec::new(), bytes: bytes.to_vec() });
    assert_eq!((&*mail.body, &*mail.attachments), ("本文", &["議事録.pdf".to_owned()][..]));
}
