//! The workbook: the roster with lists to choose from, what its columns mean, and the lists.

use kernel::terms;
use rust_xlsxwriter::{DataValidation, Format, FormatAlign, Formula, Workbook, Worksheet, XlsxError};

use super::columns::Column;
use super::table::MOST_ROWS;

/// Names of the sheets.
const ROSTER: &str = "名簿";
const HELP: &str = "書き方";
const LISTS: &str = "選択肢";

/// What may be chosen for a role.
const ROLES: [&str; 3] = ["会員", "市町村担当者", "都道府県担当者"];

/// The workbook with these rows; without any it is the template.
pub fn write(rows: &[Vec<String>], towns: &[String]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let heading = Format::new().set_bold().set_background_color(0x00D9_E6FF).set_align(FormatAlign::Top);
    let text = Format::new().set_num_format("@");
    let sheet = book.add_worksheet().set_name(ROSTER)?;
    sheet.set_freeze_panes(1, 2)?;
    for (index, column) in (0_u16..).zip(Column::ALL) {
        sheet.set_column_width(index, width(column))?;
        // As text, so that codes and telephone numbers keep their zeros.
        sheet.set_column_format(index, &text)?;
        sheet.write_string_with_format(0, index, column.title(), &heading)?;
        offer(sheet, column, index, towns.len())?;
    }
    for (index, row) in (1_u32..).zip(rows) {
        for (column, value) in (0_u16..).zip(row).filter(|(_, value)| !value.is_empty()) {
            sheet.write_string_with_format(index, column, value, &text)?;
        }
    }
    help(book.add_worksheet().set_name(HELP)?, &heading)?;
    lists(book.add_worksheet().set_name(LISTS)?, towns, &heading)?;
    book.save_to_buffer()
}

/// A list to choose from, for columns that have one; something else may be typed too.
fn offer(sheet: &mut Worksheet, column: Column, index: u16, towns: usize) -> Result<(), XlsxError> {
    let (letter, count) = match column {
        Column::Affiliation => ('A', terms::AFFILIATIONS.len()),
        Column::Role => ('B', ROLES.len()),
        Column::Form => ('C', terms::FORMS.len()),
        Column::Municipalities | Column::Office => ('D', towns),
        _ => return Ok(()),
    };
    if count == 0 {
        return Ok(());
    }
    let list = Formula::new(format!("={LISTS}!${letter}$2:${letter}${}", count + 1));
    let validation = DataValidation::new().allow_list_formula(list).show_error_message(false);
    let bottom = u32::try_from(MOST_ROWS).unwrap_or(u32::MAX);
    sheet.add_data_validation(1, index, bottom, index, &validation)?;
    Ok(())
}

fn width(column: Column) -> u16 {
    match column {
        Column::Number | Column::Organisation | Column::Affiliation | Column::Email => 26,
        Column::Municipalities | Column::Role => 34,
        Column::Form | Column::From | Column::To => 13,
        _ => 18,
    }
}

fn help(sheet: &mut Worksheet, heading: &Format) -> Result<(), XlsxError> {
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_column_width(0, 24)?.set_column_width(1, 90)?;
    sheet.write_string_with_format(0, 0, "列の名前", heading)?;
    sheet.write_string_with_format(0, 1, "書き方", heading)?;
    let mut row = 1;
    for column in Column::ALL {
        sheet.write_string_with_format(row, 0, column.title(), &wrap)?;
        sheet.write_string_with_format(row, 1, meaning(column), &wrap)?;
        row += 1;
    }
    for note in NOTES {
        row += 1;
        sheet.write_string_with_format(row, 1, note, &wrap)?;
    }
    Ok(())
}

const NOTES: [&str; 4] = [
    "1行に、1人の方の1つの担当を書きます。列の順番は変えてもかまいません。ほかの列は読みません。",
    "空欄のところは、いまの登録のまま変わりません。役職や退任日をなくすときは「なし」と書きます。",
    "行を消しても、その方の登録は消えません。退任された方の行には、退任日を書いてください。",
    "セルの結合と計算式は使えません。「名簿」のシートだけを読みます。",
];

/// What is written into a column.
fn meaning(column: Column) -> &'static str {
    match column {
        Column::Number => "書き出した名簿では、そのままにしてください。新しい方の行では空欄にします。",
        Column::Name => "必須。登録されている方の氏名は、ここでは変えられません。",
        Column::Kana => "新しい方のよみ。招待のときは、ご本人が登録します。",
        Column::Email => {
            "新しい方では必須。このアドレスに招待のメールが届きます。登録されている方では、空欄でかまいません。"
        }
        Column::Organisation => "新しい方と、新しい担当では必須。勤め先の正式な名称です。",
        Column::Affiliation => "新しい方と、新しい担当では必須。一覧から選びます。",
        Column::Office => "勤め先のある市区町村。空欄のときは、担当市町村の最初のものとします。",
        Column::Municipalities => {
            "「埼玉県熊谷市」のような名前か、市区町村コード。いくつもあるときは「、」で区切ります。都道府県の全体を受け持つ方は空欄にします。"
        }
        Column::Title => "招待では必須。例：在宅医療・介護連携コーディネーター",
        Column::Qualifications => "ご本人がプロフィールに登録します。取り込みでは変わりません。",
        Column::Role => "「市町村担当者」など。付けるときだけ書きます。ここに書かなくても、いまの役割は外れません。",
        Column::Form => "新しい方と、新しい担当では必須。直営、委託、一部委託、共同設置のどれか。",
        Column::Phone => "勤め先の代表番号。招待では必須。市外局番から書きます。",
        Column::From => "2026-04-01、2026/4/1、令和8年4月1日、R8.4.1 など。空欄のときは今日とします。",
        Column::To => "最後の日。今日を書くと、すぐに退任となり、閲覧できなくなります。",
    }
}

fn lists(sheet: &mut Worksheet, towns: &[String], heading: &Format) -> Result<(), XlsxError> {
    let names = |list: terms::Terms| list.iter().map(|term| term.name.to_owned()).collect::<Vec<_>>();
    let columns = [
        ("選べる区分", names(terms::AFFILIATIONS)),
        ("選べる役割", ROLES.map(str::to_owned).to_vec()),
        ("選べる形態", names(terms::FORMS)),
        ("選べる市区町村", towns.to_vec()),
    ];
    for (index, (title, values)) in (0_u16..).zip(&columns) {
        sheet.set_column_width(index, 30)?;
        sheet.write_string_with_format(0, index, *title, heading)?;
        for (row, value) in (1_u32..).zip(values) {
            sheet.write_string(row, index, value)?;
        }
    }
    Ok(())
}
