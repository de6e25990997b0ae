//! What stands in the cells of a workbook, with days as days.

use std::fmt::Write as _;
use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader as _, Xlsx, XlsxError};

use crate::limits::TEXT;
use crate::refusal::Refusal;

/// All sheets, also hidden ones: a line for each row. Cells come one after the other, so a far one costs nothing.
pub fn read(bytes: &[u8]) -> Result<String, Refusal> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    let mut text = String::new();
    for name in book.sheet_names() {
        let _ = write!(text, "\n{name}");
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else { continue };
        let mut row = None;
        while let Some(cell) = cells.next_cell().map_err(|error| refusal(&error))? {
            let value = shown(cell.get_value());
            if value.is_empty() {
                continue;
            }
            let here = Some(cell.get_position().0);
            text.push(if here == row { '\t' } else { '\n' });
            row = here;
            text.push_str(&value);
            // There is no room for more, and one character more says so.
            if text.len() > TEXT * 4 {
                return Ok(text);
            }
        }
    }
    Ok(text)
}

fn shown(value: &DataRef) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(instant) => day(*instant),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

fn day(instant: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, ..) = instant.to_ymd_hms_milli();
    if (hour, minute) == (0, 0) {
        format!("{year}年{month}月{day}日")
    } else {
        format!("{year}年{month}月{day}日 {hour}:{minute:02}")
    }
}

fn refusal(error: &XlsxError) -> Refusal {
    match error {
        XlsxError::Password => Refusal::Encrypted,
        _ => Refusal::Broken,
    }
}
