//! A mail archive as large as wanted, to see what bringing it in costs: threads of eight mails, in the encodings of Japan,
//! with quotations, signatures and attachments. The same every time.

use std::fs::File;
use std::io::{BufWriter, Result, Write};
use std::path::Path;

use encoding_rs::{ISO_2022_JP, SHIFT_JIS};

/// Mails of one thread.
const THREAD: usize = 8;

const SENTENCES: [&str; 12] = [
    "入退院支援の連絡票について、貴市ではどのような様式をお使いでしょうか。",
    "当市では、病院の地域連携室と居宅介護支援事業所で、同じ様式を使うことにしました。",
    "訪問看護ステーションとの情報共有は、いまのところ電話とファックスが中心です。",
    "看取りの研修会には、薬剤師会と歯科医師会からも参加していただきました。",
    "医師会の理事会で説明する資料を、来月までにまとめる予定です。",
    "夜間の連絡先の一覧は、包括支援センターが毎月更新しています。",
    "ケアマネジャーの皆さんからは、主治医への連絡の方法を知りたいという声が多くありました。",
    "多職種の事例検討会は、年に四回、市役所の会議室で開いています。",
    "アンケートの結果は、協議会で報告してから公開する予定です。",
    "隣の町と共同で、住民向けの講演会を企画しています。",
    "予算の都合で、来年度は回数を減らすことになりそうです。",
    "先日の研修では、利用者の佐藤様の退院の事例を取り上げました。",
];

/// Writes so many mails.
pub fn write(file: &Path, mails: usize) -> Result<()> {
    let mut out = BufWriter::new(File::create(file)?);
    for number in 0..mails {
        mail(&mut out, number)?;
    }
    out.flush()
}

fn mail(out: &mut impl Write, number: usize) -> Result<()> {
    let (thread, place) = (number / THREAD, number % THREAD);
    let subject =
        format!("{}[renkei:{number:05}] 連絡票の様式について（{thread}）", if place > 0 { "Re: " } else { "" });
    let (charset, encoding) = [
        ("ISO-2022-JP", ISO_2022_JP),
        ("ISO-2022-JP", ISO_2022_JP),
        ("CP932", SHIFT_JIS),
        ("UTF-8", encoding_rs::UTF_8),
    ][number % 4];
    writeln!(out, "From writer{}@ml.example Tue May  1 09:00:00 2018", number % 97)?;
    writeln!(out, "Message-ID: <{number}@ml.example>\nFrom: writer{}@ml.example", number % 97)?;
    if place > 0 {
        writeln!(out, "In-Reply-To: <{}@ml.example>\nReferences: <{}@ml.example>", number - 1, thread * THREAD)?;
    }
    out.write_all(b"Subject: ")?;
    out.write_all(&encoding.encode(&subject).0)?;
    writeln!(
        out,
        "\nDate: {} May 2018 {:02}:{:02}:00 +0900\nMIME-Version: 1.0",
        thread % 28 + 1,
        8 + place,
        number % 60
    )?;
    let has_file = number.is_multiple_of(5);
    if has_file {
        out.write_all(b"Content-Type: multipart/mixed; boundary=\"next\"\n\n--next\n")?;
    }
    writeln!(out, "Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n")?;
    out.write_all(&encoding.encode(&body(number, place)).0)?;
    if has_file {
        out.write_all(b"\n--next\nContent-Type: application/pdf; name=\"a.pdf\"\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=\"a.pdf\"\n\n")?;
        for _ in 0..300 {
            out.write_all(b"JVBERi0xLjQKJVBERi0xLjQKJVBERi0xLjQKJVBERi0xLjQKJVBERi0xLjQKJVBERi0xLjQKJVBE\n")?;
        }
        out.write_all(b"--next--\n")?;
    }
    out.write_all(b"\n\n")
}

fn body(number: usize, place: usize) -> String {
    let said: Vec<&str> = (0..20).map(|line| SENTENCES[(number * 7 + line * 5) % SENTENCES.len()]).collect();
    let quoted: Vec<String> = said.iter().take(if place > 0 { 9 } else { 0 }).map(|line| format!("> {line}")).collect();
    format!(
        "{}\n{}\n\n-- \n連携室 担当\nTEL 048-000-{:04}\nwriter{}@ml.example\n",
        quoted.join("\n"),
        said.join("\n"),
        number % 10_000,
        number % 97
    )
}
