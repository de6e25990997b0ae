//! The report as a file for a spreadsheet, one figure a line, so that it can be sorted and summed.

use kernel::Result;
use kernel::clock::{HOUR, fiscal_year};
use web::sheets::table;

use super::exchange::Cell;
use super::report::{Report, Said};
use super::suppression::is_few;

/// What stands where a few people have done something.
pub const FEW: &str = "少数";

/// The file.
pub fn csv(report: &Report) -> Result<Vec<u8>> {
    let (year, area) = (fiscal_year(report.year), &report.charge.name);
    let row =
        |year: &str, [section, of, item, value]: [String; 4]| [year.to_owned(), area.clone(), section, of, item, value];
    // What is told of the present is told so, whichever year was chosen.
    let now = format!("{}現在", report.now.japanese_date());
    let rows = present(report).into_iter().map(|line| row(&now, line));
    let rows = rows.chain(lines(report).into_iter().map(|line| row(&year, line)));
    table(["年度", "担当地域", "区分", "部屋・項目", "項目", "値"], rows)
}

fn present(report: &Report) -> Vec<[String; 4]> {
    let mut all = Vec::new();
    let mut line = |section: &str, of: &str, item: &str, value: String| {
        all.push([section, of, item, &value].map(str::to_owned));
    };
    let coverage = &report.coverage;
    for row in std::iter::once(&coverage.whole).chain(&coverage.rows) {
        line("配置", row.name, "市町村", row.towns.to_string());
        line("配置", row.name, "担当者がいる市町村", row.served().to_string());
        let without: Vec<&str> = row.without.iter().map(|town| town.name.as_str()).collect();
        // All of them stand under their parts.
        if !row.name.is_empty() && !without.is_empty() {
            line("配置", row.name, "担当者がまだいない市町村", without.join("、"));
        }
    }
    line("返信待ち", "", "返信を待っている相談", or_few(report.wait.all));
    line("返信待ち", "", "1週間を超えて待っている相談", or_few(report.wait.long));
    all
}

/// The number, if it may be told.
pub fn or_few(number: Option<usize>) -> String {
    number.map_or_else(|| FEW.to_owned(), |number| number.to_string())
}

fn lines(report: &Report) -> Vec<[String; 4]> {
    let mut all = Vec::new();
    let mut line = |section: &str, of: &str, item: &str, value: String| {
        all.push([section, of, item, &value].map(str::to_owned));
    };
    for row in rows(report) {
        for (item, value) in COLUMNS.iter().zip(row.values) {
            line("相談と返信", &row.name, item, value);
        }
    }
    for (name, count) in &report.themes {
        line("テーマ", name, "相談", or_few(*count));
    }
    let names = &report.exchange.names;
    for (asked, cells) in names.iter().zip(&report.exchange.cells) {
        for (helped, cell) in names.iter().zip(cells).filter(|(_, cell)| **cell != Cell::Nothing) {
            line("行き来", &format!("{helped}から{asked}へ"), "返信", cell.to_string());
        }
    }
    all
}

/// The columns of what was said.
pub const COLUMNS: [&str; 5] = ["参加した人", "相談", "返信", "解決した相談", "最初の返信まで（中央値）"];

/// A row of what was said.
pub struct Row {
    /// The part.
    pub name: String,
    /// The figures, in the order of [`COLUMNS`].
    pub values: [String; 5],
}

/// What was said part by part, and in the whole area where it has parts.
pub fn rows(report: &Report) -> Vec<Row> {
    let masks = &report.told;
    let columns = [&masks.people, &masks.questions, &masks.replies, &masks.solved];
    let row = |name: &str, said: &Said, told: [bool; 4]| Row { name: name.to_owned(), values: values(said, told) };
    let parts = report.charge.parts.iter().zip(&report.parts).enumerate();
    let mut all: Vec<Row> =
        parts.map(|(at, (part, said))| row(&part.name, said, columns.map(|told| told.rows[at]))).collect();
    if all.len() > 1 {
        all.push(row("合計", &report.whole, columns.map(|told| told.total)));
    }
    all
}

fn values(said: &Said, [people, questions, replies, solved]: [bool; 4]) -> [String; 5] {
    let or_few = |is_told: bool, value: String| if is_told { value } else { FEW.to_owned() };
    // A median does not add up, so it tells only of those whose questions it is made of.
    let is_told = !is_few(&said.answered);
    [
        or_few(people, said.people.len().to_string()),
        or_few(questions, said.questions.to_string()),
        or_few(replies, said.replies.to_string()),
        or_few(solved, said.solved.to_string()),
        or_few(is_told, said.median().map_or_else(|| "–".to_owned(), how_long)),
    ]
}

/// 「3時間」, 「2日」: nobody reports minutes.
pub fn how_long(milliseconds: i64) -> String {
    let hours = milliseconds / HOUR;
    match hours {
        0 => "1時間未満".to_owned(),
        1..48 => format!("{hours}時間"),
        _ => format!("{}日", hours / 24),
    }
}

impl std::fmt::Display for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Nothing => f.write_str("–"),
            Self::Few => f.write_str(FEW),
            Self::Some(replies) => write!(f, "{replies}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_is_told_in_hours_and_days() {
        let told = [0, 59 * HOUR / 60, HOUR, 47 * HOUR, 48 * HOUR, 100 * HOUR].map(how_long);
        assert_eq!(told, ["1時間未満", "1時間未満", "1時間", "47時間", "2日", "4日"]);
    }
}
