//! Tables as files that Excel in Japan opens as they are: UTF-8 with a mark at the beginning, and no cell that is a formula.

use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use kernel::{Error, Result, text};

/// Tells a spreadsheet that the file is UTF-8.
const MARK: &str = "\u{feff}";

/// Rows below a head, as such a file.
pub fn table<const N: usize>(head: [&str; N], rows: impl IntoIterator<Item = [String; N]>) -> Result<Vec<u8>> {
    let mut file = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(MARK.as_bytes().to_vec());
    file.write_record(head).map_err(internal)?;
    for row in rows {
        file.write_record(row.map(|cell| text::harmless_cell(&cell))).map_err(internal)?;
    }
    file.into_inner().map_err(|error| Error::Internal(anyhow::anyhow!("{error}")))
}

/// Such a file as an answer, to be kept under a name of ASCII letters.
pub fn answer(name: &str, file: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")),
    ];
    (headers, file).into_response()
}

fn internal(error: csv::Error) -> Error {
    Error::Internal(error.into())
}
