//! The words of the field: controlled lists with a short ASCII slug and the exact Japanese wording.
//!
//! Scenes and items follow the ministry's 在宅医療・介護連携推進事業の手引き; the others are kept by this project.

/// One entry of a controlled list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Stable name in addresses, forms and files.
    pub slug: &'static str,
    /// What people read.
    pub name: &'static str,
}

/// A controlled list.
pub type Terms = &'static [Term];

/// The Japanese name of a slug, if the list has it.
pub fn name(terms: Terms, slug: &str) -> Option<&'static str> {
    terms.iter().find(|term| term.slug == slug).map(|term| term.name)
}

/// The slugs that the list has, in its order, each once; unknown ones are dropped.
pub fn known<S: AsRef<str>>(terms: Terms, slugs: &[S]) -> Vec<&'static str> {
    terms.iter().filter(|term| slugs.iter().any(|slug| slug.as_ref() == term.slug)).map(|term| term.slug).collect()
}

const fn t(slug: &'static str, name: &'static str) -> Term {
    Term { slug, name }
}

/// 所属区分
pub const AFFILIATIONS: Terms = &[
    t("municipality", "市町村（直営）"),
    t("prefecture", "都道府県"),
    t("health-center", "保健所"),
    t("medical-association", "郡市区医師会"),
    t("prefectural-medical-association", "都道府県医師会"),
    t("dental-pharmacy-association", "歯科医師会・薬剤師会等"),
    t("community-support-center", "地域包括支援センター（直営・委託）"),
    t("hospital", "病院"),
    t("clinic", "診療所"),
    t("visiting-nursing", "訪問看護ステーション"),
    t("social-welfare-council", "社会福祉協議会"),
    t("social-welfare-corporation", "社会福祉法人"),
    t("wide-area-union", "広域連合・一部事務組合"),
    t("other", "その他"),
];

/// 資格
pub const QUALIFICATIONS: Terms = &[
    t("public-health-nurse", "保健師"),
    t("nurse", "看護師"),
    t("social-worker", "社会福祉士"),
    t("medical-social-worker", "医療ソーシャルワーカー（MSW）"),
    t("chief-care-manager", "主任介護支援専門員"),
    t("care-manager", "介護支援専門員"),
    t("psychiatric-social-worker", "精神保健福祉士"),
    t("care-worker", "介護福祉士"),
    t("pharmacist", "薬剤師"),
    t("therapist", "理学療法士・作業療法士・言語聴覚士"),
    t("dental-hygienist", "歯科衛生士"),
    t("dietitian", "管理栄養士"),
    t("physician-dentist", "医師・歯科医師"),
    t("clerk", "事務職（資格なし）"),
    t("other", "その他"),
];

/// テーマ
pub const THEMES: Terms = &[
    t("dementia", "認知症"),
    t("infection", "感染症"),
    t("disaster", "災害・BCP"),
    t("acp", "ACP（人生会議）"),
    t("no-relatives", "身寄りのない人"),
    t("around-the-clock", "24時間体制・後方支援"),
    t("ict", "ICT・情報共有ツール"),
    t("discharge-rules", "入退院支援ルール"),
    t("emergency-services", "救急・消防との連携"),
    t("oral-nutrition-rehab-medication", "口腔・栄養・リハ・薬剤"),
    t("children", "小児・医療的ケア児"),
    t("disability-mental-intractable", "障害・精神・難病"),
    t("young-carers", "ヤングケアラー・8050"),
    t("remote-areas", "中山間・離島・過疎"),
    t("wide-area", "広域連携"),
    t("data", "データ・評価指標・ロジックモデル"),
    t("public-awareness", "住民啓発"),
    t("training", "多職種研修・ファシリテーション"),
    t("budget-contract", "予算・委託契約・要綱"),
    t("role-handover", "役割・働き方・引継ぎ"),
    t("hub", "在宅医療に必要な連携を担う拠点"),
];

/// 4つの場面
pub const SCENES: Terms = &[
    t("daily", "日常の療養支援"),
    t("transition", "入退院支援"),
    t("emergency", "急変時の対応"),
    t("endoflife", "看取り"),
];

/// 事業項目 ア–ク
pub const ITEMS: Terms = &[
    t("a", "（ア）地域の医療・介護の資源の把握"),
    t("b", "（イ）在宅医療・介護連携の課題の抽出と対応策の検討"),
    t("c", "（ウ）切れ目のない在宅医療と在宅介護の提供体制の構築推進"),
    t("d", "（エ）医療・介護関係者の情報共有の支援"),
    t("e", "（オ）在宅医療・介護連携に関する相談支援"),
    t("f", "（カ）医療・介護関係者の研修"),
    t("g", "（キ）地域住民への普及啓発"),
    t("h", "（ク）在宅医療・介護連携に関する関係市区町村の連携"),
];

/// Kinds of discussion; only a 相談 can be solved.
pub const KINDS: Terms =
    &[t("consultation", "相談"), t("practice", "取組の共有"), t("notice", "お知らせ"), t("chat", "雑談")];

/// 配置形態
pub const FORMS: Terms =
    &[t("direct", "直営"), t("commissioned", "委託"), t("partly-commissioned", "一部委託"), t("joint", "共同設置")];

/// Bands of population, by the limits that 類似団体 uses for towns and cities, joined where they are fine.
pub const POPULATIONS: Terms = &[
    t("under-5000", "5千人未満"),
    t("5000-10000", "5千人～1万人"),
    t("10000-30000", "1万人～3万人"),
    t("30000-50000", "3万人～5万人"),
    t("50000-100000", "5万人～10万人"),
    t("100000-300000", "10万人～30万人"),
    t("over-300000", "30万人以上"),
];

/// What kind of place a hidden author serves.
pub const VEILED_KINDS: Terms = &[t("town", "町村"), t("city", "市区")];

/// How many people live in each of the places that a hidden author serves; wider bands than elsewhere.
pub const VEILED_POPULATIONS: Terms = &[
    t("under-10000", "人口1万人未満"),
    t("10000-50000", "人口1万人～5万人"),
    t("50000-300000", "人口5万人～30万人"),
    t("over-300000", "人口30万人以上"),
];

/// The band of [`VEILED_POPULATIONS`] in which a population lies.
pub fn veiled_population(population: i64) -> &'static str {
    let index = [10_000, 50_000, 300_000].iter().filter(|limit| population >= **limit).count();
    VEILED_POPULATIONS[index].slug
}

/// The band in which a population lies.
pub fn population_band(population: i64) -> &'static str {
    let index = [5_000, 10_000, 30_000, 50_000, 100_000, 300_000].iter().filter(|limit| population >= **limit).count();
    POPULATIONS[index].slug
}

#[cfg(test)]
mod tests {
    use super::population_band;

    #[test]
    fn bands_begin_at_their_lower_limit() {
        assert_eq!(population_band(0), "under-5000");
        assert_eq!(population_band(4_999), "under-5000");
        assert_eq!(population_band(5_000), "5000-10000");
        assert_eq!(population_band(300_000), "over-300000");
    }
}
