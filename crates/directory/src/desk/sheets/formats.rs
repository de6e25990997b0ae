//! Rows as files: an Excel workbook, or CSV as Excel in Japan opens it.

use encoding_rs::SHIFT_JIS;
use kernel::{Places, Result};

use super::columns::Column;
use super::excel;
use crate::desk::policy::Actor;
use crate::desk::region::Region;

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// An Excel workbook.
    Excel,
    /// CSV in UTF-8, with the mark by which Excel knows it.
    Utf8,
    /// CSV in the encoding of Japanese Windows.
    Cp932,
}

impl Format {
    /// By its word in addresses.
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "xlsx" => Some(Self::Excel),
            "csv" => Some(Self::Utf8),
            "csv-cp932" => Some(Self::Cp932),
            _ => None,
        }
    }

    /// How the name of such a file ends.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Excel => "xlsx",
            Self::Utf8 | Self::Cp932 => "csv",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Excel => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Utf8 => "text/csv; charset=utf-8",
            Self::Cp932 => "text/csv; charset=shift_jis",
        }
    }

    /// These rows under their headings; `towns` are offered in the workbook.
    pub fn write(self, rows: &[Vec<String>], towns: &[String]) -> Result<Vec<u8>> {
        Ok(match self {
            Self::Excel => excel::write(rows, towns).map_err(anyhow::Error::new)?,
            Self::Utf8 => [b"\xef\xbb\xbf", text(&[], rows)?.as_bytes()].concat(),
            Self::Cp932 => cp932(rows)?,
        })
    }
}

/// Names of the municipalities in somebody's charge, as they may be typed.
pub fn towns(actor: &Actor, places: &Places) -> Vec<String> {
    let within = |code: &str| actor.has_charge(&Region::of_place(code, places));
    let all = places.municipalities().filter(|place| within(&place.code));
    all.map(|place| crate::claims::towns::written(&place.code, places)).collect()
}

fn text(notes: &[String], rows: &[Vec<String>]) -> Result<String> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer(Vec::new());
    let wrong = |cause: csv::Error| anyhow::Error::new(cause).context("write a table");
    for note in notes {
        writer.write_record([note]).map_err(wrong)?;
    }
    writer.write_record(Column::ALL.map(Column::title)).map_err(wrong)?;
    for row in rows {
        writer.write_record(row).map_err(wrong)?;
    }
    let bytes = writer.into_inner().map_err(|cause| anyhow::anyhow!("write a table: {cause}"))?;
    Ok(String::from_utf8(bytes).map_err(anyhow::Error::new)?)
}

/// What does not fit becomes 〓, and a line on top says where.
fn cp932(rows: &[Vec<String>]) -> Result<Vec<u8>> {
    let mut replaced = Vec::new();
    let fitting: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let whose = row.get(1).map_or("", String::as_str);
            let fit = |(value, column): (&String, Column)| {
                let fitted: String = value.chars().map(fitted).collect();
                if fitted != *value {
                    replaced.push(format!(
                        "{}さんの{}",
                        whose.chars().map(self::fitted).collect::<String>(),
                        column.title()
                    ));
                }
                fitted
            };
            row.iter().zip(Column::ALL).map(fit).collect()
        })
        .collect();
    let notes: Vec<String> = if replaced.is_empty() {
        Vec::new()
    } else {
        vec![format!("※シフトJISにない文字を「〓」に置きかえました：{}", replaced.join("、"))]
    };
    let text = text(&notes, &fitting)?;
    let (bytes, ..) = SHIFT_JIS.encode(&text);
    Ok(bytes.into_owned())
}

/// The character, if it comes back as it was.
fn fitted(c: char) -> char {
    let text = c.to_string();
    let (bytes, _, is_lost) = SHIFT_JIS.encode(&text);
    let back = SHIFT_JIS.decode_without_bom_handling(&bytes).0;
    if !is_lost && back == text { c } else { '〓' }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str) -> Vec<String> {
        Column::ALL.iter().map(|column| if *column == Column::Name { name.to_owned() } else { String::new() }).collect()
    }

    #[test]
    fn what_the_old_encoding_lacks_is_told_on_top() {
        let plain = Format::Cp932.write(&[row("髙橋①～")], &[]).unwrap();
        let (text, ..) = SHIFT_JIS.decode(&plain);
        assert!(text.starts_with("登録番号,氏名,") && text.contains("\r\n,髙橋①～,"), "{text}");
        let lost = Format::Cp932.write(&[row("𠮷田〜")], &[]).unwrap();
        let (text, ..) = SHIFT_JIS.decode(&lost);
        assert!(text.starts_with("※シフトJISにない文字を「〓」に置きかえました：〓田〓さんの氏名\r\n"), "{text}");
        assert!(Format::Utf8.write(&[row("𠮷田")], &[]).unwrap().starts_with("\u{feff}登録番号".as_bytes()));
    }
}
