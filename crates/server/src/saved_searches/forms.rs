//! What browsers send about saved searches.

use directory::people::Reader;
use kernel::{Places, text};
use search::is_sentence;
use search::synonyms::Synonyms;
use serde::Deserialize;
use web::Problems;

use super::{About, Level, Question};

/// Most characters of a name.
pub const LONGEST: usize = 60;

/// The form that saves or changes a search, as it was sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct SearchForm {
    /// What it asks of; only where it is saved.
    pub about: String,
    /// The question, as the parameters of its page; only where it is saved.
    pub query: String,
    /// What it is called.
    pub name: String,
    /// The number of a level.
    pub level: String,
    /// Makes the form count once.
    pub once: String,
    /// The draft from which it was continued.
    pub draft: String,
}

/// What somebody wants of a search.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// What it is called.
    pub name: String,
    /// How its owner is told of what it finds.
    pub level: Level,
}

/// A button without any field.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ButtonForm {
    /// Makes the form count once.
    pub once: String,
}

impl SearchForm {
    /// A form with these values in it.
    pub fn of(name: &str, level: Level) -> Self {
        let once = web::forms::once();
        Self { name: name.to_owned(), level: level.number().to_string(), once, ..Self::default() }
    }

    /// The form in which a question is saved.
    pub fn saving(question: &Question, reader: Reader) -> Self {
        let (about, query) = (question.about().word().to_owned(), question.query());
        Self { about, query, ..Self::of(&question.name(reader), Level::default()) }
    }

    /// The question that it carries.
    pub fn question(&self, places: &Places) -> Option<Question> {
        Question::read(About::parse(&self.about), &self.query, places)
    }

    /// What is to be kept, or what is wrong.
    pub fn parse(&self) -> Result<Wanted, Problems> {
        let mut problems = Problems::default();
        let name = problems.take("name", text::require_line("名前", &self.name, LONGEST));
        let level = self.level.parse().ok().and_then(Level::of_number);
        let level = problems.take("level", level.ok_or_else(|| "どれか一つを選んでください。".to_owned()));
        problems.or(Wanted { name, level })
    }

    /// The question that is to be saved with it, or what is wrong.
    pub fn parse_with_question(&self, synonyms: &Synonyms, places: &Places) -> Result<(Question, Wanted), Problems> {
        let mut problems = Problems::default();
        let question = self.question(places);
        match &question {
            None => problems.add("query", NOTHING),
            Some(Question::Texts(texts)) if is_sentence(texts.words(), synonyms) => problems.add("query", SENTENCE),
            Some(_) => {}
        }
        match (question, self.parse()) {
            (Some(question), Ok(wanted)) if problems.is_empty() => Ok((question, wanted)),
            (_, wanted) => {
                for (field, sentence) in wanted.err().iter().flat_map(Problems::list) {
                    problems.add(field, sentence.as_str());
                }
                Err(problems)
            }
        }
    }
}

const NOTHING: &str =
    "保存する言葉も条件もありません。「検索」か「仲間をさがす」の画面でさがしてから保存してください。";

const SENTENCE: &str = "文のままの検索は、ほとんどの投稿に当てはまるため保存できません。「退院　様式」のように、\
    言葉を空白で区切って（8つまで）さがしてから保存してください。";
