//! What is somebody's own, as files that they can open: a page, and tables.

use std::io::{Cursor, Write as _};

use accounts::drafts;
use anyhow::anyhow;
use directory::people::Reader;
use directory::{Person, Roster};
use forum::departures::exports::{OwnFile, OwnText, files_of, texts};
use forum::follows::{Followed, followed_by};
use kernel::terms::{self, Terms};
use kernel::{Error, Places, Result, Viewer};
use web::App;
use web::sheets::table;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::views;
use crate::saved_searches;

/// What a row of the profile is called, and says.
pub type Fact = (&'static str, String);

/// All of it.
pub struct Bundle {
    /// The profile.
    pub facts: Vec<Fact>,
    /// Own texts, the oldest first.
    pub texts: Vec<OwnText>,
    /// What is followed.
    pub follows: Vec<Followed>,
    /// Files that stand in own texts.
    pub files: Vec<OwnFile>,
    /// What was begun and not sent: when, where, which field, and its text.
    pub drafts: Vec<[String; 4]>,
    /// What is asked again and again: its name, what it asks for, and how its owner is told.
    pub searches: Vec<[String; 3]>,
}

/// The archive.
pub async fn of(app: &App, viewer: &Viewer, people: &Roster) -> Result<Vec<u8>> {
    let account = accounts::people::by_id(&app.db, viewer.id()).await?.ok_or(Error::NotFound)?;
    let person = people.person(viewer.id()).ok_or(Error::NotFound)?;
    let all = Bundle {
        facts: facts(person, &account.email, &app.places),
        texts: texts(&app.db, viewer).await?,
        follows: followed_by(&app.db, viewer, people, &app.places).await?,
        files: files_of(&app.db, viewer).await?,
        drafts: begun(app, viewer).await?,
        searches: searches(app, viewer, people).await?,
    };
    let room = |text: &OwnText| {
        let room = people.room(&app.places, text.room_id).filter(|room| viewer.reads(room.id));
        room.map(|room| room.name.clone()).unwrap_or_default()
    };
    let profile = table(["項目", "内容"], all.facts.iter().map(|(name, says)| [(*name).to_owned(), says.clone()]))?;
    let posts = all.texts.iter().map(|text| row(text, room(text), &app.config.url));
    let posts = table(["日時", "部屋", "件名", "種類", "名前の出し方", "本文", "アドレス"], posts)?;
    let follows = all.follows.iter().map(|one| [one.kind.to_owned(), one.name.clone(), one.level.to_owned()]);
    let follows = table(["種類", "名前", "受け取り方"], follows)?;
    let files = all.files.iter().map(|file| {
        [file.name.clone(), file.size.to_string(), format!("{}{}", app.config.url, web::links::post(file.post_id))]
    });
    let files = table(["ファイル", "バイト", "投稿のアドレス"], files)?;
    let drafts = table(["日時", "画面", "欄", "内容"], all.drafts.iter().cloned())?;
    let searches = table(["名前", "条件", "受け取り方"], all.searches.iter().cloned())?;
    let page = views::bundle_page(&all, room).into_string().into_bytes();
    pack(&[
        ("index.html", page),
        ("profile.csv", profile),
        ("posts.csv", posts),
        ("files.csv", files),
        ("drafts.csv", drafts),
        ("searches.csv", searches),
        ("follows.csv", follows),
    ])
}

async fn begun(app: &App, viewer: &Viewer) -> Result<Vec<[String; 4]>> {
    let drafts = drafts::queries::all(&app.db, viewer).await?;
    let texts = drafts.iter().flat_map(|draft| {
        let texts = draft.texts().into_iter();
        texts.map(|(_, label, text)| [draft.saved_at.iso(), draft.name().to_owned(), label.to_owned(), text])
    });
    Ok(texts.collect())
}

async fn searches(app: &App, viewer: &Viewer, people: &Roster) -> Result<Vec<[String; 3]>> {
    let reader = Reader { viewer, people, places: &app.places };
    let saved = saved_searches::queries::own(&app.db, viewer).await?;
    let told = saved.iter().map(|one| {
        let asked = one.question(&app.places).map(|question| question.in_words(reader)).unwrap_or_default();
        [one.name.clone(), asked, one.level().name().to_owned()]
    });
    Ok(told.collect())
}

fn row(text: &OwnText, room: String, url: &str) -> [String; 7] {
    let kind = if text.opens() { "投稿" } else { "返信" };
    let byline = if text.veil.is_some() { "名前と市町村を伏せる" } else { "名前を出す" };
    let href = format!("{url}{}", web::links::post(text.id));
    [text.created_at.iso(), room, text.title.clone(), kind.to_owned(), byline.to_owned(), text.body.clone(), href]
}

fn facts(person: &Person, email: &str, places: &Places) -> Vec<Fact> {
    let names = |list: Terms, slugs: &[&str]| {
        slugs.iter().filter_map(|slug| terms::name(list, slug)).collect::<Vec<_>>().join("、")
    };
    let mut facts = vec![
        ("氏名", person.name.clone()),
        ("よみ", person.kana.clone()),
        ("メールアドレス", email.to_owned()),
        ("自己紹介", person.introduction.clone()),
        ("経験年数", person.experience_years.map(|years| years.to_string()).unwrap_or_default()),
        ("資格", names(terms::QUALIFICATIONS, &person.qualifications)),
        ("相談を受けられるテーマ", names(terms::THEMES, &person.themes)),
        ("質問の相手としての紹介", if person.is_suggested { "希望する" } else { "希望しない" }.to_owned()),
        (
            "手いっぱいのあいだの、最後の日",
            person.busy_until.map(|until| until.plus(-1).japanese_date()).unwrap_or_default(),
        ),
    ];
    for tenure in &person.tenures {
        let served: Vec<String> = tenure.places.iter().map(|code| places.full_name(code)).collect();
        let end = tenure.ended_at.map(|end| end.plus(-1).japanese_date()).unwrap_or_default();
        let time = format!("{}から{end}", tenure.started_at.japanese_date());
        let says = [tenure.organisation_name.clone(), tenure.title.clone(), served.join("、"), time];
        facts.push(("担当", says.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("　")));
    }
    facts.extend(person.roles.iter().map(|role| ("役割", directory::access::role_title(role, places))));
    facts
}

fn pack(files: &[(&str, Vec<u8>)]) -> Result<Vec<u8>> {
    let internal = |error: &dyn std::fmt::Display| Error::Internal(anyhow!("pack an archive: {error}"));
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(*name, SimpleFileOptions::default()).map_err(|error| internal(&error))?;
        archive.write_all(content).map_err(|error| internal(&error))?;
    }
    archive.finish().map(Cursor::into_inner).map_err(|error| internal(&error))
}
