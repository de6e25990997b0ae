//! The roster within a file: where its headings stand, and what stands in which of its rows.

use std::collections::BTreeMap;

use files::Refusal;
use files::reading::book::{Book, Cell, Sheet};
use serde::{Deserialize, Serialize};

use super::columns::Column;
use super::words;

/// Most rows of a file.
pub const MOST_ROWS: usize = 5_000;

/// Most bytes of a file.
pub const LARGEST: u64 = 5 * 1024 * 1024;

/// Headings are looked for in so many rows; a title and remarks may stand above them.
const HEADINGS_WITHIN: usize = 20;

/// Characters of one cell.
const LONGEST: usize = 5_000;

/// The rows of a roster, as they were written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Which columns it has.
    pub columns: Vec<Column>,
    /// Headings that are none of ours; what stands under them is not read.
    pub unknown: Vec<String>,
    /// The rows.
    pub rows: Vec<Raw>,
}

/// A row as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raw {
    /// Its number, as a spreadsheet shows it.
    pub number: u32,
    /// What stands in it.
    pub cells: BTreeMap<Column, Cell>,
    /// Whether some of its cells have been joined to one, so that nobody knows what stands where.
    pub is_merged: bool,
}

impl Table {
    /// The roster in a file; the error is a sentence.
    pub fn of(book: &Book) -> Result<Self, String> {
        let seen: Vec<&Sheet> = book.sheets.iter().filter(|sheet| !sheet.is_hidden).collect();
        let with_headings: Vec<(&Sheet, Headings)> =
            seen.iter().filter_map(|sheet| Some((*sheet, Headings::of(sheet)?))).collect();
        match &with_headings[..] {
            [] => Err(without_headings(&seen)),
            [(sheet, headings)] => Self::under(sheet, headings),
            several => {
                let names = words::quoted(several.iter().map(|(sheet, _)| sheet.name.as_str()));
                Err(format!(
                    "名簿のシートが{}枚あります（{names}）。取り込む1枚だけを残して、保存し直してください。",
                    several.len()
                ))
            }
        }
    }

    fn under(sheet: &Sheet, headings: &Headings) -> Result<Self, String> {
        let mut columns: Vec<Column> = headings.known.iter().map(|(_, column)| *column).collect();
        columns.sort_unstable();
        if let Some(pair) = columns.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(format!("「{}」の列が2つ以上あります。1つにしてください。", pair[0].title()));
        }
        let mut rows: Vec<Raw> = Vec::new();
        for row in sheet.rows.iter().filter(|row| row.number > headings.row) {
            let cells: BTreeMap<Column, Cell> =
                row.cells.iter().filter_map(|(index, cell)| Some((headings.column(*index)?, cell.clone()))).collect();
            if !cells.is_empty() {
                rows.push(Raw { number: row.number, cells, is_merged: false });
            }
        }
        if rows.is_empty() {
            return Err("見出しの下に、行がありません。1行に1人ずつ書いてください。".to_owned());
        }
        if rows.len() > MOST_ROWS {
            return Err(format!(
                "行が多すぎます（{}行）。一度に取り込めるのは{MOST_ROWS}行までです。いくつかのファイルに分けてください。",
                rows.len()
            ));
        }
        // Every row is held against every area, so this waits until it is known that there are not too many.
        for row in &mut rows {
            row.is_merged = sheet.merged.iter().any(|(first, last)| (*first..=*last).contains(&row.number));
        }
        Ok(Self { columns, unknown: headings.unknown.clone(), rows })
    }
}

impl Raw {
    /// What stands in a cell, as text; nothing in an empty one. The error is a sentence.
    pub fn text(&self, column: Column) -> Result<Option<&str>, String> {
        match self.cells.get(&column) {
            None => Ok(None),
            Some(Cell::Text(text)) if text.chars().count() > LONGEST => {
                Err(format!("長すぎます。{LONGEST}文字以内にしてください。"))
            }
            Some(Cell::Text(text) | Cell::Number(text) | Cell::Day(text)) => Ok(Some(text.trim())),
            Some(Cell::Formula) => {
                Err("計算式が入っています。コピーして「値の貼り付け」をし、文字に直してください。".to_owned())
            }
            Some(Cell::Error) => Err("エラーの値（#N/A など）が入っています。正しい値に直してください。".to_owned()),
        }
    }
}

/// A row of headings.
struct Headings {
    row: u32,
    known: Vec<(u32, Column)>,
    unknown: Vec<String>,
}

impl Headings {
    /// The first row in which at least two headings are ours, one of which says who somebody is.
    fn of(sheet: &Sheet) -> Option<Self> {
        sheet.rows.iter().take(HEADINGS_WITHIN).find_map(|row| {
            let (mut known, mut unknown) = (Vec::new(), Vec::new());
            for (index, cell) in &row.cells {
                let Cell::Text(heading) = cell else { continue };
                match Column::of(heading) {
                    Some(column) => known.push((*index, column)),
                    None => unknown.push(heading.split_whitespace().collect::<Vec<_>>().join(" ")),
                }
            }
            let is_telling = known.len() > 1 && known.iter().any(|(_, column)| column.is_telling());
            is_telling.then_some(Self { row: row.number, known, unknown })
        })
    }

    fn column(&self, index: u32) -> Option<Column> {
        self.known.iter().find(|(known, _)| *known == index).map(|(_, column)| *column)
    }
}

fn without_headings(seen: &[&Sheet]) -> String {
    let how = "「氏名」「メール」「所属機関」などの見出しを、最初の行に書いてください。";
    match seen {
        [] => "ファイルの中身が空です。".to_owned(),
        [only] if only.name.is_empty() => format!("見出しの行が見つかりません。{how}"),
        several => {
            let names = words::quoted(several.iter().take(5).map(|sheet| sheet.name.as_str()));
            format!("見出しの行が、どのシート（{names}）にも見つかりません。{how}")
        }
    }
}

/// Why a file is not taken, in words for whoever brings a roster.
pub fn refused(why: Refusal) -> String {
    match why {
        Refusal::Empty => "ファイルの中身が空です。".to_owned(),
        Refusal::TooLarge => format!("ファイルが大きすぎます。{}MBまでです。", LARGEST / 1024 / 1024),
        Refusal::OldOffice => {
            "古い形式（xls）です。Excelで開き、「Excelブック（xlsx）」か「CSV UTF-8」で保存し直してください。"
                .to_owned()
        }
        Refusal::Macro => {
            "マクロの入ったファイルは、安全のため取り込めません。「Excelブック（xlsx）」で保存し直してください。"
                .to_owned()
        }
        Refusal::Encrypted => "パスワードのかかったファイルです。パスワードを外して保存し直してください。".to_owned(),
        Refusal::Bomb => format!(
            "開いたときの大きさが極端です。結合されたセルが多すぎることもあります。{MOST_ROWS}行までの名簿だけを、新しいファイルに貼り付けて保存し直してください。"
        ),
        Refusal::Broken => {
            "読み取れませんでした。壊れているか、途中までのファイルです。開けることを確かめ、保存し直してください。"
                .to_owned()
        }
        Refusal::TooMany | Refusal::Quota | Refusal::Unknown | Refusal::Markup | Refusal::Heic | Refusal::Pixels => {
            "取り込めるのは、Excelブック（xlsx）かCSVのファイルです。".to_owned()
        }
    }
}
