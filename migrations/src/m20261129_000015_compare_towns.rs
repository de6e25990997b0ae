//! Figures by which municipalities are compared.

use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, STATEMENTS).await
    }
}

/// The files of the reference data fill them at the next start. Wards have none.
const STATEMENTS: &[&str] = &[
    "ALTER TABLE municipalities ADD COLUMN habitable_area_km2 DOUBLE PRECISION",
    "ALTER TABLE municipalities ADD COLUMN general_hospitals BIGINT",
    "ALTER TABLE municipalities ADD COLUMN census_population BIGINT",
    "ALTER TABLE municipalities ADD COLUMN census_population_65 BIGINT",
];
