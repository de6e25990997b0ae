//! Where the people of the demo work, and what they have learnt.

use kernel::Places;

use super::draw::Draw;

/// About as the field is: towns and medical associations most, then support centres and hospitals.
pub fn affiliation(draw: &mut Draw) -> &'static str {
    let weighted = [
        ("municipality", 26),
        ("medical-association", 27),
        ("community-support-center", 13),
        ("hospital", 10),
        ("social-welfare-council", 6),
        ("visiting-nursing", 4),
        ("clinic", 3),
        ("social-welfare-corporation", 3),
        ("wide-area-union", 2),
        ("health-center", 2),
        ("dental-pharmacy-association", 2),
        ("prefectural-medical-association", 1),
        ("other", 1),
    ];
    let mut lot = draw.below(weighted.iter().map(|(_, weight)| weight).sum());
    for (slug, weight) in weighted {
        if lot < weight {
            return slug;
        }
        lot -= weight;
    }
    "municipality"
}

/// What somebody who works there has usually learnt.
pub fn qualifications(draw: &mut Draw, affiliation: &str) -> Vec<String> {
    let usual: &[&str] = match affiliation {
        "municipality" | "health-center" => &["public-health-nurse", "clerk", "social-worker", "nurse"],
        "prefecture" | "other" => &["clerk", "public-health-nurse"],
        "hospital" => &["medical-social-worker", "nurse", "social-worker"],
        "community-support-center" => &["chief-care-manager", "public-health-nurse", "social-worker"],
        "social-welfare-council" | "social-welfare-corporation" => &["social-worker", "care-manager", "care-worker"],
        "dental-pharmacy-association" => &["dental-hygienist", "pharmacist"],
        _ => &["nurse", "care-manager", "medical-social-worker", "chief-care-manager", "therapist"],
    };
    let count = 1 + draw.below(2);
    draw.some(count, usual).into_iter().map(|slug| (*slug).to_owned()).collect()
}

/// Plainly made up: a real place, a general word, and 「（見本）」.
pub fn organisation(affiliation: &str, code: &str, places: &Places) -> String {
    let town = places.short_name(code);
    let prefecture = places.municipality(code).and_then(|m| places.prefecture(&m.prefecture));
    let prefecture = prefecture.map_or("", |prefecture| prefecture.name.as_str());
    let name = match affiliation {
        "municipality" => format!("{town} 高齢者支援課"),
        "prefecture" => format!("{prefecture} 在宅医療担当課"),
        "health-center" => format!("{town}地域 保健所"),
        "medical-association" => format!("{town}地区医師会 連携相談室"),
        "prefectural-medical-association" => format!("{prefecture}の医師会 在宅医療部"),
        "dental-pharmacy-association" => format!("{town}地区 歯科・薬剤師会"),
        "community-support-center" => format!("{town} 地域包括支援センター"),
        "hospital" => format!("{town} 架空病院 地域連携室"),
        "clinic" => format!("{town} 架空診療所"),
        "visiting-nursing" => format!("{town} 架空訪問看護ステーション"),
        "social-welfare-council" => format!("{town} 社会福祉協議会"),
        "social-welfare-corporation" => format!("社会福祉法人 架空会 {town}事業所"),
        "wide-area-union" => format!("{town}ほか広域連合"),
        _ => format!("{town} 連携支援の会"),
    };
    format!("{name}（見本）")
}

/// What the post is called there.
pub fn title(affiliation: &str) -> &'static str {
    match affiliation {
        "municipality" | "prefecture" | "health-center" => "担当",
        "hospital" => "連携コーディネーター",
        _ => "在宅医療・介護連携コーディネーター",
    }
}
