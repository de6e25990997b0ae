//! The rows of the reference data: written by upsert, so that whatever refers to them keeps doing so.

use std::collections::BTreeSet;

use kernel::db::sql;
use kernel::places::{Area, Municipality, Prefecture, Statistics};
use kernel::{Db, Places, Result, Tx};
use sea_orm::{ConnectionTrait as _, FromQueryResult, Statement, Value};

use super::files::{AreaRow, Files, MunicipalityRow, PrefectureRow};

/// Far below the number of values that a statement may carry (32,766 on SQLite).
const ROWS_AT_ONCE: usize = 500;

const MUNICIPALITY_COLUMNS: [&str; 27] = [
    "code",
    "prefecture_code",
    "city_code",
    "county",
    "name",
    "kana",
    "kind",
    "url",
    "area_codes",
    "population",
    "population_65",
    "population_75",
    "households",
    "elderly_single_households",
    "area_km2",
    "hospitals",
    "hospital_beds",
    "clinics",
    "dental_clinics",
    "physicians",
    "visiting_nursing_offices",
    "care_manager_offices",
    "community_support_centers",
    "habitable_area_km2",
    "general_hospitals",
    "census_population",
    "census_population_65",
];

/// Writes all rows and removes municipalities that have gone and that nobody refers to.
///
/// Prefectures and areas stay for good: there may be discussions in their rooms.
pub(super) async fn write(tx: &Tx, files: &Files) -> Result<()> {
    let prefectures = files.prefectures.iter().map(|p| [&p.code, &p.name, &p.kana, &p.bloc].map(Value::from));
    upsert(tx, "prefectures", ["code", "name", "kana", "bloc"], prefectures.collect()).await?;
    let areas = files.areas.iter().map(|a| [&a.code, &a.prefecture_code, &a.name].map(Value::from));
    upsert(tx, "medical_areas", ["code", "prefecture_code", "name"], areas.collect()).await?;
    // Cities come before their wards, which refer to them.
    for rows in [&files.municipalities, &files.wards] {
        upsert(tx, "municipalities", MUNICIPALITY_COLUMNS, rows.iter().map(values).collect()).await?;
    }
    remove_vanished(tx, files).await
}

/// Reads the map.
pub(super) async fn read(db: &Db) -> Result<Places> {
    let prefectures = sql(&db.conn, "SELECT * FROM prefectures ORDER BY code", []);
    let areas = sql(&db.conn, "SELECT * FROM medical_areas ORDER BY code", []);
    let municipalities = sql(&db.conn, "SELECT * FROM municipalities ORDER BY code", []);
    Ok(map(
        PrefectureRow::find_by_statement(prefectures).all(&db.conn).await?,
        AreaRow::find_by_statement(areas).all(&db.conn).await?,
        MunicipalityRow::find_by_statement(municipalities).all(&db.conn).await?,
    ))
}

/// The map over these rows.
pub(super) fn map(prefectures: Vec<PrefectureRow>, areas: Vec<AreaRow>, rows: Vec<MunicipalityRow>) -> Places {
    let prefecture = |row: PrefectureRow| Prefecture { code: row.code, name: row.name, kana: row.kana, bloc: row.bloc };
    let area = |row: AreaRow| Area { code: row.code, prefecture: row.prefecture_code, name: row.name };
    let mut municipalities: Vec<_> = rows.into_iter().map(municipality).collect();
    municipalities.sort_by(|a, b| a.code.cmp(&b.code));
    Places::new(
        prefectures.into_iter().map(prefecture).collect(),
        areas.into_iter().map(area).collect(),
        municipalities,
    )
}

fn municipality(row: MunicipalityRow) -> Municipality {
    Municipality {
        code: row.code,
        prefecture: row.prefecture_code,
        city: row.city_code,
        county: row.county,
        name: row.name,
        kana: row.kana,
        kind: row.kind,
        url: row.url,
        areas: row.area_codes.split(' ').map(str::to_owned).collect(),
        statistics: Statistics {
            population: row.population,
            population_65: row.population_65,
            population_75: row.population_75,
            households: row.households,
            elderly_single_households: row.elderly_single_households,
            area_km2: row.area_km2,
            hospitals: row.hospitals,
            hospital_beds: row.hospital_beds,
            clinics: row.clinics,
            dental_clinics: row.dental_clinics,
            physicians: row.physicians,
            visiting_nursing_offices: row.visiting_nursing_offices,
            care_manager_offices: row.care_manager_offices,
            community_support_centers: row.community_support_centers,
            habitable_area_km2: row.habitable_area_km2,
            general_hospitals: row.general_hospitals,
            census_population: row.census_population,
            census_population_65: row.census_population_65,
        },
    }
}

fn values(row: &MunicipalityRow) -> [Value; 27] {
    [
        row.code.clone().into(),
        row.prefecture_code.clone().into(),
        row.city_code.clone().into(),
        row.county.clone().into(),
        row.name.clone().into(),
        row.kana.clone().into(),
        row.kind.clone().into(),
        row.url.clone().into(),
        row.area_codes.clone().into(),
        row.population.into(),
        row.population_65.into(),
        row.population_75.into(),
        row.households.into(),
        row.elderly_single_households.into(),
        row.area_km2.into(),
        row.hospitals.into(),
        row.hospital_beds.into(),
        row.clinics.into(),
        row.dental_clinics.into(),
        row.physicians.into(),
        row.visiting_nursing_offices.into(),
        row.care_manager_offices.into(),
        row.community_support_centers.into(),
        row.habitable_area_km2.into(),
        row.general_hospitals.into(),
        row.census_population.into(),
        row.census_population_65.into(),
    ]
}

/// Inserts rows, or brings those up to date whose first column is known.
async fn upsert<const N: usize>(tx: &Tx, table: &str, columns: [&str; N], rows: Vec<[Value; N]>) -> Result<()> {
    let updates = columns.iter().skip(1).map(|name| format!("{name} = excluded.{name}")).collect::<Vec<_>>().join(", ");
    for rows in rows.chunks(ROWS_AT_ONCE) {
        let row = |index: usize| {
            let numbers = (1..=N).map(|column| format!("${}", index * N + column)).collect::<Vec<_>>();
            format!("({})", numbers.join(", "))
        };
        let text = format!(
            "INSERT INTO {table} ({}) VALUES {} ON CONFLICT ({}) DO UPDATE SET {updates}",
            columns.join(", "),
            (0..rows.len()).map(row).collect::<Vec<_>>().join(", "),
            columns[0],
        );
        let values = rows.iter().flatten().cloned();
        tx.conn.execute_raw(Statement::from_sql_and_values(tx.conn.get_database_backend(), text, values)).await?;
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct CodeRow {
    code: String,
}

async fn remove_vanished(tx: &Tx, files: &Files) -> Result<()> {
    let present: BTreeSet<&str> =
        files.municipalities.iter().chain(&files.wards).map(|place| place.code.as_str()).collect();
    // Wards come before their cities, which they refer to.
    let all = sql(&tx.conn, "SELECT code FROM municipalities ORDER BY city_code IS NULL, code", []);
    let delete = "DELETE FROM municipalities WHERE code = $1
        AND NOT EXISTS (SELECT 1 FROM organisations WHERE municipality_code = $1)
        AND NOT EXISTS (SELECT 1 FROM seat_places WHERE municipality_code = $1)
        AND NOT EXISTS (SELECT 1 FROM grants WHERE role = 'officer' AND scope = $1)
        AND NOT EXISTS (SELECT 1 FROM role_notes WHERE municipality_code = $1)
        AND NOT EXISTS (SELECT 1 FROM municipalities AS wards WHERE wards.city_code = $1)";
    for row in CodeRow::find_by_statement(all).all(&tx.conn).await? {
        if !present.contains(row.code.as_str()) {
            tx.conn.execute_raw(sql(&tx.conn, delete, [row.code.into()])).await?;
        }
    }
    Ok(())
}
