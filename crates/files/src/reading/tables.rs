//! Tables as text: values with commas between them.

/// Lines that are looked at.
const ENOUGH: usize = 200;

/// Whether every line has as many values as the first one, and there is more than one of each.
pub fn is_table(text: &str) -> bool {
    let rows = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let mut lines = 0;
    for row in rows.into_records().take(ENOUGH) {
        match row {
            Ok(row) if row.len() > 1 => lines += 1,
            _ => return false,
        }
    }
    lines > 1
}

/// The first lines of a table, each with its values.
pub fn rows(text: &str, most: usize) -> Vec<Vec<String>> {
    let rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let values = |row: csv::StringRecord| row.iter().map(str::to_owned).collect();
    rows.into_records().take(most).flatten().map(values).collect()
}

#[cfg(test)]
mod tests {
    use super::is_table;

    #[test]
    fn a_table_has_as_many_values_in_each_line() {
        assert!(is_table("市町村,人口\n熊谷市,\"190,000\"\n"));
        for text in ["市町村,人口\n熊谷市\n", "一行,だけ", "文章です。\n次の行です。", ""] {
            assert!(!is_table(text), "{text:?}");
        }
    }
}
