//! A file as a table that is worked with: every cell with its place, as it was written, and nothing guessed.

use std::io::Cursor;

use calamine::{DataRef, Reader as _, SheetVisible, Xlsx, XlsxError};
use serde::{Deserialize, Serialize};

use super::recognise::{Looks, recognise};
use super::{office, text};
use crate::kind::Kind;
use crate::refusal::Refusal;

/// Cells with something in them, of all sheets together: many times what a roster has.
const MOST_CELLS: usize = 250_000;

/// Bytes of all that stands in them.
const MOST_TEXT: usize = 8 * 1024 * 1024;

/// Areas of joined cells, of all sheets together: a roster has a title that is joined, and no more.
const MOST_AREAS: usize = 10_000;

/// Sheets that are looked at.
const MOST_SHEETS: usize = 20;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Book {
    /// Its tables; a text has one.
    pub sheets: Vec<Sheet>,
    /// Whether it is a text as Japanese Windows writes it.
    pub is_cp932: bool,
}

/// One table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// What its tab says; empty for a text.
    pub name: String,
    /// Whether its tab is hidden.
    pub is_hidden: bool,
    /// Rows with anything in them.
    pub rows: Vec<Row>,
    /// First and last rows of cells that were joined to one.
    pub merged: Vec<(u32, u32)>,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its number, as the program shows it in which people look at it.
    pub number: u32,
    /// Columns from 0, in order, with what stands in them.
    pub cells: Vec<(u32, Cell)>,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cell {
    /// Letters.
    Text(String),
    /// A number, perhaps a day or a code.
    Number(String),
    /// A day, as `2026-04-01`.
    Day(String),
    /// Something that is worked out, which nobody has typed.
    Formula,
    /// An error such as `#REF!`.
    Error,
}

/// The table in these bytes.
pub fn read(bytes: &[u8]) -> Result<Book, Refusal> {
    match recognise(bytes)? {
        Looks::Text(text) => {
            let is_utf8 = std::str::from_utf8(bytes).is_ok() || text::has_mark(bytes);
            Ok(Book { sheets: vec![of_text(&text)?], is_cp932: !is_utf8 })
        }
        // Reading it as any other document finds programs, passwords, and what unfolds into anything.
        Looks::Zip => match office::read(bytes)?.0 {
            Kind::Excel => Ok(Book { sheets: sheets(bytes)?, is_cp932: false }),
            _ => Err(Refusal::Unknown),
        },
        Looks::Image(_) | Looks::Pdf => Err(Refusal::Unknown),
    }
}

/// Rows are numbered as a spreadsheet numbers them: a blank line is a row, a line break within quotes is none.
fn of_text(text: &str) -> Result<Sheet, Refusal> {
    let text = format!("{}\n", text.replace("\r\n", "\n").replace('\r', "\n").trim_end_matches('\n'));
    let first = text.lines().next().unwrap_or_default();
    let delimiter = if first.contains('\t') && !first.contains(',') { b'\t' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let (mut sheet, mut record, mut room) = (Sheet::default(), csv::StringRecord::new(), Room::default());
    let (mut number, mut line) = (0_u64, 1_u64);
    while reader.read_record(&mut record).map_err(|_| Refusal::Broken)? {
        let breaks = record.iter().map(|field| field.matches('\n').count() as u64).sum::<u64>();
        let next = reader.position().line();
        number += (next - line).saturating_sub(breaks).max(1);
        line = next;
        let mut row = Row { number: u32::try_from(number).map_err(|_| Refusal::Bomb)?, ..Row::default() };
        for (column, value) in (0_u32..).zip(record.iter()).filter(|(_, value)| !value.trim().is_empty()) {
            room.take(value)?;
            row.cells.push((column, Cell::Text(value.to_owned())));
        }
        sheet.rows.extend(Some(row).filter(|row| !row.cells.is_empty()));
    }
    Ok(sheet)
}

/// All sheets with anything in them. Cells come one after the other, so a far one costs nothing.
fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Refusal> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    let all: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    let (mut sheets, mut room) = (Vec::new(), Room::default());
    for (name, is_hidden) in all.into_iter().take(MOST_SHEETS) {
        // A sheet may be a chart.
        let Ok(rows) = rows(&mut book, &name, &mut room) else { continue };
        let rows = rows?;
        if !rows.is_empty() {
            let merged = book.merge_cells_by_sheet_name(&name).map_err(|error| refusal(&error))?;
            room.join(merged.len())?;
            let merged = merged.iter().map(|area| (area.start.0 + 1, area.end.0 + 1)).collect();
            sheets.push(Sheet { name, is_hidden, rows, merged });
        }
    }
    Ok(sheets)
}

type Rows = Result<Vec<Row>, Refusal>;

fn rows(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, room: &mut Room) -> Result<Rows, XlsxError> {
    let mut cells = book.worksheet_cells_reader(name)?;
    let mut rows: Vec<Row> = Vec::new();
    loop {
        let cell = match cells.next_cell_with_formula_metadata() {
            Ok(Some(cell)) => cell,
            Ok(None) => return Ok(Ok(rows)),
            Err(error) => return Ok(Err(refusal(&error))),
        };
        let value = if cell.formula.is_some() { Some(Cell::Formula) } else { value(&cell.value) };
        let Some(value) = value else { continue };
        let size = if let Cell::Text(text) = &value { text.as_str() } else { "" };
        if let Err(refusal) = room.take(size) {
            return Ok(Err(refusal));
        }
        let (number, column) = (cell.pos.0 + 1, cell.pos.1);
        if rows.last().is_none_or(|row| row.number != number) {
            rows.push(Row { number, cells: Vec::new() });
        }
        if let Some(row) = rows.last_mut() {
            row.cells.push((column, value));
        }
    }
}

fn value(value: &DataRef) -> Option<Cell> {
    match value {
        DataRef::Int(number) => Some(Cell::Number(number.to_string())),
        DataRef::Float(number) => Some(Cell::Number(number.to_string())),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => letters(text),
        DataRef::SharedString(text) => letters(text),
        DataRef::Bool(yes) => letters(if *yes { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(instant) => {
            let (year, month, day, ..) = instant.to_ymd_hms_milli();
            Some(Cell::Day(format!("{year:04}-{month:02}-{day:02}")))
        }
        DataRef::Error(_) => Some(Cell::Error),
        DataRef::Empty => None,
    }
}

fn letters(text: &str) -> Option<Cell> {
    (!text.trim().is_empty()).then(|| Cell::Text(text.to_owned()))
}

/// What may still come.
struct Room {
    cells: usize,
    text: usize,
    areas: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self { cells: MOST_CELLS, text: MOST_TEXT, areas: MOST_AREAS }
    }
}

impl Room {
    fn take(&mut self, text: &str) -> Result<(), Refusal> {
        let left = self.cells.checked_sub(1).zip(self.text.checked_sub(text.len()));
        (self.cells, self.text) = left.ok_or(Refusal::Bomb)?;
        Ok(())
    }

    fn join(&mut self, areas: usize) -> Result<(), Refusal> {
        self.areas = self.areas.checked_sub(areas).ok_or(Refusal::Bomb)?;
        Ok(())
    }
}

fn refusal(error: &XlsxError) -> Refusal {
    match error {
        XlsxError::Password => Refusal::Encrypted,
        _ => Refusal::Broken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_a_text_are_numbered_as_a_spreadsheet_numbers_them() {
        let sheet = of_text("氏名,所属\r\n\r\n花子,\"医師\r\n会\"\r\n,,\r\n太郎,\"a\"\"b\"").unwrap();
        let numbers: Vec<u32> = sheet.rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [1, 3, 5]);
        assert_eq!(sheet.rows[1].cells[1], (1, Cell::Text("医師\n会".to_owned())));
        assert_eq!(sheet.rows[2].cells[1], (1, Cell::Text("a\"b".to_owned())));
        let tabs = of_text("氏名\t所属\n花子\tA,B").unwrap();
        assert_eq!(tabs.rows[1].cells[1], (1, Cell::Text("A,B".to_owned())));
    }

    #[test]
    fn both_encodings_of_japanese_offices_are_told_apart() {
        let text = "氏名,所属\r\n髙橋①,医師会\r\n";
        let (cp932, ..) = encoding_rs::SHIFT_JIS.encode(text);
        let (a, b) = (read(text.as_bytes()).unwrap(), read(&cp932).unwrap());
        assert_eq!((a.is_cp932, b.is_cp932), (false, true));
        assert_eq!(a.sheets, b.sheets);
        assert_eq!(read(format!("\u{feff}{text}").as_bytes()).unwrap(), a);
    }

    #[test]
    fn more_than_a_roster_has_is_refused() {
        assert_eq!(of_text(&"a,b\n".repeat(MOST_CELLS)), Err(Refusal::Bomb));
        let mut room = Room::default();
        assert_eq!((room.join(MOST_AREAS), room.join(1)), (Ok(()), Err(Refusal::Bomb)));
        assert_eq!(read(b""), Err(Refusal::Empty));
        assert_eq!(read(b"%PDF-1.7"), Err(Refusal::Unknown));
    }
}
