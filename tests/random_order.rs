//! Whatever is done to texts and to those who read them, in whatever order: nobody comes by a word that they may not read.

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

use crate::support::{Persona, Site, fresh_once};

/// Sequences, and deeds of each.
const SEQUENCES: u64 = 3;
const DEEDS: usize = 24;

/// A text that nobody may come by who may not read it: its discussion, its number, its words, its file, and what has
/// become of it.
struct Text {
    thread: usize,
    id: String,
    word: String,
    file: String,
    hidden: bool,
    withdrawn: bool,
}

/// A discussion: its address, and whether it has moved from the prefecture to the medical area of near ones.
struct Thread {
    path: String,
    moved: bool,
    hidden: bool,
}

struct World {
    site: Site,
    near: Persona,
    far: Persona,
    manager: Persona,
    threads: Vec<Thread>,
    texts: Vec<Text>,
    far_has_left: bool,
}

#[tokio::test]
async fn no_sequence_of_deeds_lets_a_notice_a_file_or_a_snippet_through() {
    for seed in 0..SEQUENCES {
        let mut world = World::open(seed).await;
        let mut rng = StdRng::seed_from_u64(seed);
        let mut done = Vec::new();
        for _ in 0..DEEDS {
            done.push(world.does(&mut rng).await);
            world.check(&format!("seed {seed} after {done:?}")).await;
        }
    }
}

impl World {
    async fn open(seed: u64) -> Self {
        let site = Site::open_telling(web::MailText::Full).await;
        let (near, far) = (site.member("near", "11202").await, site.member("far", "11203").await);
        let manager = site.person("manager", "", "prefecture", "manager:11").await;
        let mut world = Self { site, near, far, manager, threads: Vec::new(), texts: Vec::new(), far_has_left: false };
        for person in [&world.near, &world.far] {
            person.posts("/me/follows/room-111", &[("level", "2"), ("once", &fresh_once())]).await.is(303);
        }
        for number in 0..2 {
            let title = format!("相談その{seed}の{number}");
            let path = world.near.asks("pref-11", &title, "教えてください。").await;
            world.threads.push(Thread { path, moved: false, hidden: false });
        }
        world
    }

    /// One deed, by its name.
    async fn does(&mut self, rng: &mut StdRng) -> String {
        self.site.wait_minutes(1);
        let (thread, text) = (rng.random_range(0..2), rng.random_range(0..self.texts.len().max(1)));
        let deed = rng.random_range(0..9);
        match deed {
            0..=2 if !self.threads[thread].hidden => self.replies(thread).await,
            3 if text < self.texts.len() => self.hides_text(text).await,
            4 => self.hides_thread(thread).await,
            5 if !self.threads[thread].moved && !self.threads[thread].hidden => {
                let fields = [("room", "area-1109"), ("ground", "place"), ("once", &fresh_once())];
                self.manager.posts(&format!("/admin{}/move", self.threads[thread].path), &fields).await.is(303);
                self.threads[thread].moved = true;
            }
            6 if text < self.texts.len() && !self.texts[text].withdrawn => {
                let path = format!("/replies/{}/withdrawal", self.texts[text].id);
                self.near.posts(&path, &[("once", &fresh_once())]).await.is(303);
                self.texts[text].withdrawn = true;
            }
            7 => {
                let subject =
                    format!("/me/follows/thread-{}", self.threads[thread].path.rsplit('/').next().unwrap_or_default());
                let level = rng.random_range(0..3).to_string();
                self.near.posts(&subject, &[("level", level.as_str()), ("once", &fresh_once())]).await;
            }
            8 if !self.far_has_left && rng.random_range(0..3) == 0 => {
                self.site.leaves(&self.far).await;
                self.far_has_left = true;
            }
            _ => {
                self.site.settle().await;
                self.site.tells().await;
            }
        }
        format!("{deed}")
    }

    /// A reply by the near one with a word and a file of its own.
    async fn replies(&mut self, thread: usize) {
        let word = format!("ヒミツ{}", kana(self.texts.len()));
        let path = self.threads[thread].path.clone();
        let files = [("表.txt", format!("{word}の表").into_bytes())];
        let sent =
            self.near.sends(&format!("{path}/replies"), &[("body", &format!("{word}の返信です。"))], &files).await;
        let id = sent.is(303).location().rsplit('-').next().unwrap_or_default().to_owned();
        let page = self.near.get(&path).await.is(200);
        let file = page.files().pop().expect("the file of the newest reply");
        self.texts.push(Text { thread, id, word, file, hidden: false, withdrawn: false });
    }

    async fn hides_text(&mut self, text: usize) {
        let text = &mut self.texts[text];
        if !text.withdrawn {
            text.hidden = !text.hidden;
            hide(&self.manager, &text.id, text.hidden).await;
        }
    }

    async fn hides_thread(&mut self, thread: usize) {
        let thread = &mut self.threads[thread];
        thread.hidden = !thread.hidden;
        let id = thread.path.rsplit('/').next().unwrap_or_default().to_owned();
        hide(&self.manager, &id, thread.hidden).await;
    }

    /// What the far one may read.
    fn far_reads(&self, text: &Text) -> bool {
        let thread = &self.threads[text.thread];
        !self.far_has_left && !text.hidden && !text.withdrawn && !thread.hidden && !thread.moved
    }

    async fn check(&self, when: &str) {
        // Letters that leave now were queued before the last deed.
        self.site.wait_minutes(11);
        // Nobody's session ends for want of a request.
        for person in [&self.near, &self.manager] {
            person.get("/me/drafts").await.is(200);
        }
        let letters: Vec<String> = self.site.letters_out().await;
        let to_far =
            letters.iter().filter(|letter| crate::support::header(letter, "To").is_some_and(|to| to.contains("far@")));
        let mail: String = to_far.map(|letter| crate::support::body(letter)).collect();
        let mut pages = String::new();
        if !self.far_has_left {
            for path in ["/", "/threads", "/rooms/pref-11", "/me/notices"] {
                pages.push_str(&self.far.get(path).await.is(200).body);
            }
        }
        for text in self.texts.iter().filter(|text| !self.far_reads(text)) {
            assert!(!mail.contains(&text.word), "{when}: a letter tells {}", text.word);
            assert!(!pages.contains(&text.word), "{when}: a page tells {}", text.word);
            let paths = [
                format!("/search?q={}", web::links::encode(&text.word)),
                format!("{}?reply={}", self.threads[text.thread].path, text.id),
            ];
            for path in paths {
                let answer = self.far.get(&path).await;
                // The words of the question stand in the box.
                let told = answer
                    .body
                    .replace(&format!("value=\"{}\"", text.word), "")
                    .replace(&format!("「{}」", text.word), "");
                let place = told.find(&format!("{}の", text.word));
                let around = place.map(|at| {
                    told[..at].chars().rev().take(200).collect::<Vec<_>>().into_iter().rev().collect::<String>()
                });
                assert!(place.is_none(), "{when}: {path} tells {} after {around:?}", text.word);
            }
            assert!(
                [403, 404].contains(&self.far.get(&format!("/files/{}", text.file)).await.status),
                "{when}: a file"
            );
            assert!([403, 404].contains(&self.far.get(&format!("/posts/{}", text.id)).await.status), "{when}: a text");
        }
        // And what may be read is there.
        for text in self.texts.iter().filter(|text| self.far_reads(text)) {
            self.far.get(&format!("/files/{}", text.file)).await.is(200);
            self.far.get(&self.threads[text.thread].path).await.is(200).shows(&text.word);
        }
    }
}

async fn hide(manager: &Persona, id: &str, hidden: bool) {
    let hidden = if hidden { "1" } else { "0" };
    let fields = [("hidden", hidden), ("ground", "other"), ("words", "確認です。"), ("once", &fresh_once())];
    let done = manager.posts(&format!("/admin/posts/{id}/hiding"), &fields).await.is(303).location();
    assert!(done.contains("done=text-"), "{done}");
}

/// A word of katakana for a number.
fn kana(number: usize) -> String {
    const SIGNS: [char; 10] = ['ア', 'カ', 'サ', 'タ', 'ナ', 'ハ', 'マ', 'ヤ', 'ラ', 'ワ'];
    format!("{number:02}").bytes().map(|digit| SIGNS[usize::from(digit - b'0')]).collect()
}
