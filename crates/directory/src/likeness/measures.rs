//! What is compared in figures: what each is, what it weighs, and who says it.

use kernel::places::{Municipality, Statistics};

use crate::places::figures::{CARE, CENSUS, HABITABLE, HOSPITALS, REGISTER, SURVEYS, Source, thousands};

/// A figure by which towns are compared. Care is set beside those who need most of it, people of 75 and older.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// 人口
    Population,
    /// 65歳以上の割合, in per cent.
    Aged,
    /// 75歳以上の割合, in per cent.
    Older,
    /// People per km² on which people can live.
    Density,
    /// 一般病院 per 10,000.
    Hospitals,
    /// 病床 per 1,000.
    Beds,
    /// 診療所 per 1,000.
    Clinics,
    /// 訪問看護事業所 per 10,000.
    VisitingNursing,
    /// Of 100 people of 65 and older, how many live alone.
    LivingAlone,
}

impl Measure {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 9] = [
        Self::Population,
        Self::Aged,
        Self::Older,
        Self::Density,
        Self::Hospitals,
        Self::Beds,
        Self::Clinics,
        Self::VisitingNursing,
        Self::LivingAlone,
    ];

    /// Its name in identifiers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Population => "population",
            Self::Aged => "aged",
            Self::Older => "older",
            Self::Density => "density",
            Self::Hospitals => "hospitals",
            Self::Beds => "beds",
            Self::Clinics => "clinics",
            Self::VisitingNursing => "nursing",
            Self::LivingAlone => "alone",
        }
    }

    /// Its name within a reason, as in 「人口が近い」; what [is care](Measure::is_care) is a rate, and the reason says so.
    pub fn short(self) -> &'static str {
        match self {
            Self::Population => "人口",
            Self::Aged => "65歳以上の割合",
            Self::Older => "75歳以上の割合",
            Self::Density => "人口密度",
            Self::Hospitals => "病院",
            Self::Beds => "病床",
            Self::Clinics => "診療所",
            Self::VisitingNursing => "訪問看護",
            Self::LivingAlone => "一人暮らしの割合",
        }
    }

    /// Its name in full.
    pub fn label(self) -> &'static str {
        match self {
            Self::Density => "可住地の人口密度",
            Self::Hospitals => "一般病院（75歳以上1万人あたり）",
            Self::Beds => "病床（75歳以上千人あたり）",
            Self::Clinics => "診療所（75歳以上千人あたり）",
            Self::VisitingNursing => "訪問看護事業所（75歳以上1万人あたり）",
            Self::LivingAlone => "65歳以上のうち一人暮らし",
            _ => self.short(),
        }
    }

    /// Whether it counts care beside those of 75 and older.
    pub fn is_care(self) -> bool {
        matches!(self, Self::Hospitals | Self::Beds | Self::Clinics | Self::VisitingNursing)
    }

    /// What a town lacks that has none of it; hospitals speak for their beds.
    pub(super) fn lacking(self) -> Option<&'static str> {
        match self {
            Self::Hospitals => Some("一般病院"),
            Self::Clinics => Some("診療所"),
            Self::VisitingNursing => Some("訪問看護事業所"),
            _ => None,
        }
    }

    /// How much it weighs. Size and density decide what can be done at all, the two shares of the old are much the same
    /// figure and share a weight, and each single kind of care is one among several.
    pub fn weight(self) -> f64 {
        match self {
            Self::Population => 4.0,
            Self::Density => 2.0,
            Self::Aged | Self::Older => 1.5,
            Self::Beds | Self::Clinics | Self::VisitingNursing | Self::LivingAlone => 1.0,
            Self::Hospitals => 0.5,
        }
    }

    /// When it was counted, and by whom.
    pub fn sources(self) -> &'static [&'static Source] {
        match self {
            Self::Population | Self::Aged | Self::Older => &[REGISTER],
            Self::Density => &[REGISTER, HABITABLE],
            Self::Hospitals | Self::Clinics => &[SURVEYS, REGISTER],
            Self::Beds => &[HOSPITALS, REGISTER],
            Self::VisitingNursing => &[CARE, REGISTER],
            Self::LivingAlone => &[CENSUS],
        }
    }

    /// The figure of a municipality; nothing where a source has none.
    pub fn of(self, place: &Municipality) -> Option<f64> {
        let s = &place.statistics;
        let older = Some(s.population_75);
        match self {
            Self::Population => (s.population > 0).then(|| number(s.population)),
            Self::Aged => share(Some(s.population_65), Some(s.population), 100.0),
            Self::Older => share(older, Some(s.population), 100.0),
            Self::Density => {
                let area = s.habitable_area_km2.filter(|area| *area > 0.0)?;
                (s.population > 0).then(|| number(s.population) / area)
            }
            Self::Hospitals => share(s.general_hospitals, older, 10_000.0),
            Self::Beds => share(beds(s), older, 1_000.0),
            Self::Clinics => share(s.clinics, older, 1_000.0),
            Self::VisitingNursing => share(s.visiting_nursing_offices, older, 10_000.0),
            Self::LivingAlone => share(s.elderly_single_households, s.census_population_65, 100.0),
        }
    }

    /// The figure as it is compared: of people and density what counts is how many times more there are.
    pub(super) fn scaled(self, figure: f64) -> f64 {
        if self.is_by_ratio() { figure.log10() } else { figure }
    }

    /// The figure that is compared so.
    pub(super) fn unscaled(self, scaled: f64) -> f64 {
        if self.is_by_ratio() { 10_f64.powf(scaled) } else { scaled }
    }

    /// The figure as it is read.
    pub fn shown(self, figure: Option<f64>) -> String {
        let Some(figure) = figure else { return "—（データなし）".to_owned() };
        match self {
            Self::Population => format!("{}人", whole(figure)),
            Self::Density => format!("{}人/km²", whole(figure)),
            Self::Aged | Self::Older | Self::LivingAlone => format!("{figure:.1}%"),
            Self::Beds => format!("{figure:.1}床"),
            Self::Hospitals | Self::Clinics | Self::VisitingNursing => format!("{figure:.1}か所"),
        }
    }

    fn is_by_ratio(self) -> bool {
        matches!(self, Self::Population | Self::Density)
    }
}

/// Beds as far as they are known: not all hospitals are in the register that counts them, and where it has fewer than half
/// of those that the survey counted, it says nothing of a town.
fn beds(s: &Statistics) -> Option<i64> {
    s.hospital_beds.filter(|_| 2 * s.hospitals.unwrap_or(0) >= s.general_hospitals.unwrap_or(0))
}

fn share(part: Option<i64>, whole: Option<i64>, unit: f64) -> Option<f64> {
    let whole = whole.filter(|whole| *whole > 0)?;
    Some(number(part?) / number(whole) * unit)
}

#[expect(clippy::cast_precision_loss, reason = "no count of people or beds comes near 2^52")]
fn number(count: i64) -> f64 {
    count as f64
}

#[expect(clippy::cast_possible_truncation, reason = "no more people live anywhere")]
fn whole(figure: f64) -> String {
    thousands(figure.round() as i64)
}
