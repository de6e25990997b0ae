//! The page of what is like a town: who, why, and the figures beside each other.

mod charts;
mod table;

use kernel::Places;
use kernel::places::Municipality;
use maud::{Markup, html};
use web::components::breadcrumbs;
use web::links;

use super::paths::SimilarPath;
use super::{Measure, NEAREST, Near, Town, Towns, differences, reasons};
use crate::places::Served;
use crate::places::figures::caution;
use crate::roster::Person;

/// How many people a row names.
const PEOPLE: usize = 3;

/// All that the page needs.
#[derive(Clone, Copy, Debug)]
pub struct SimilarPage<'a> {
    /// The municipality.
    pub place: &'a Municipality,
    /// The same as it is compared.
    pub town: &'a Town,
    /// What is like it, the nearest first.
    pub near: &'a [Near<'a>],
    /// All that are compared.
    pub towns: &'a Towns,
    /// Who serves what.
    pub served: &'a Served<'a>,
    /// The map.
    pub places: &'a Places,
}

/// 「熊谷市（埼玉県）に似た自治体」
pub fn title(page: &SimilarPage) -> String {
    format!("{}に似た自治体", page.places.full_name(&page.place.code))
}

/// The page.
pub fn similar_page(page: &SimilarPage) -> Markup {
    let code = page.place.code.as_str();
    let with = |path| links::with_query(path, [("similar_to", code)]);
    html! {
        header.page-head {
            (crumbs(page))
            h1 { (title(page)) }
            p.lead { "人口、年齢、医療と介護の資源、事業の体制が近い順に、全国から" (NEAREST) "の市町村を選びました。順位や評価ではありません。" }
            @if let Some(caution) = caution(page.place) { p { (caution) } }
            p.actions {
                a.button.secondary href=(with(links::COORDINATORS)) { "似た自治体の人を見る" }
                a.button.secondary href=(with(links::SEARCH)) { "似た自治体の方の相談を見る" }
            }
        }
        div.stack {
            section aria-labelledby="near-heading" {
                h2 #near-heading { "似た自治体と、その理由" }
                ul.list-rows role="list" data-total=(page.near.len()) { @for near in page.near { (row(page, near)) } }
            }
            (charts::charts(page))
            (table::tables(page))
            (method(page))
        }
    }
}

/// Where somebody finds out what is like a municipality.
pub fn link(code: &str) -> Markup {
    html! { a href=(SimilarPath { code5: code.to_owned() }) { "似た自治体を見る" } }
}

fn crumbs(page: &SimilarPage) -> Markup {
    let place = page.place;
    let prefecture = page.places.prefecture(&place.prefecture).map_or("", |p| p.name.as_str());
    let trail =
        [(links::prefecture(&place.prefecture), prefecture), (links::municipality(&place.code), place.name.as_str())];
    let trail: Vec<(&str, &str)> = trail.iter().map(|(href, label)| (href.as_str(), *label)).collect();
    breadcrumbs(&trail, "似た自治体")
}

fn row(page: &SimilarPage, near: &Near) -> Markup {
    let code = near.town.code.as_str();
    let (people, others) = (page.served.by(code), differences(near));
    html! {
        li.row data-id=(code) {
            div.row-body {
                h3.row-title { a href=(links::municipality(code)) { (page.places.full_name(code)) } }
                p.reason { (reasons(near).join("、")) }
                @if !others.is_empty() { p.meta { span { "違うところ：" (others.join("、")) } } }
                p {
                    @if people.is_empty() { "担当者はまだ登録されていません" }
                    @else {
                        "担当："
                        @for (index, person) in people.iter().take(PEOPLE).enumerate() {
                            @if index > 0 { "、" }
                            (name(person))
                        }
                        @if people.len() > PEOPLE { "、" a href=(links::municipality(code)) { "ほか" (people.len() - PEOPLE) "人" } }
                    }
                }
            }
        }
    }
}

fn name(person: &Person) -> Markup {
    html! { a href=(links::person(person.id)) { bdi { (person.name) } } }
}

/// How it was found out.
fn method(page: &SimilarPage) -> Markup {
    html! {
        section.panel {
            h2 { "似ている度合いの決め方" }
            p {
                "それぞれの数値を、全国の市町村の中央値からの隔たりにそろえ、差の2乗に重みをつけて平均し、その小さい順に並べています。"
                "隔たりは、中央の半数の幅（四分位範囲）で測り、3で頭打ちにします。人口と人口密度は、何倍かで比べます。"
            }
            p { "どちらかの市町村で数値がわからない項目は、計算に入れません。近くにも遠くにもなりません。" }
            ul {
                @for measure in Measure::ALL { li { (measure.label()) "：重み" (measure.weight()) } }
                li { "種類（政令指定都市・中核市・特別区・市・町・村）：重み2" }
                li { "事業の体制（所属区分1.5、配置形態1、複数の市町村を合わせているか0.5）：名簿に担当の方がいる市町村どうしだけ" }
            }
            p.hint { "出典 " (table::sources().join("、")) "。いずれも加工して作成しています。" }
            p.hint {
                "病院は一般病院で、精神科病院を含みません。事業所は所在地をもとに数えたもので、実際の数と異なることがあります。"
                "病床は医療情報ネットに載っている病院のもので、精神病床なども含み、診療所のものは含みません。登録のある病院が調査の半分に満たない市町村では「データなし」としました。"
                "「登録がない」は資料に載っていないという意味で、実際にないとは限りません。"
                (page.places.told_apart(&page.place.code)) "の役所などが公表する数値と異なるときは、そちらが正しい数値です。"
            }
        }
    }
}
