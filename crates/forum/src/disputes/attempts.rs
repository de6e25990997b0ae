//! What somebody wanted to post: read from the form as it was sent, now or by whoever lets it pass later.

use accounts::drafts::kept::number_in;
use directory::Roster;
use directory::guarding::{Cleared, Guarded, Release};
use kernel::{Db, Permit, PostId, Result, RoomId, TenureId, ThreadId, Viewer};
use web::forms::from_fields;
use web::links::THREADS;
use web::{App, Problems};

use crate::attachments::{Attachments, Enclosing};
use crate::mentions::Names;
use crate::posts::policy::Edit;
use crate::posts::queries::{Written, find_opening, find_reply};
use crate::posts::voices::{Stage, Voice};
use crate::posts::{Body, forms::Basis, tenure_for};
use crate::replies::{self, forms::ReplyForm};
use crate::threads::forms::ThreadForm;
use crate::threads::policy::{Reply, Start};
use crate::threads::{self, Content, queries::find};

/// A form of the forum.
#[derive(Clone, Debug)]
pub(super) enum Attempt {
    Start(ThreadForm),
    Reply(ThreadId, ReplyForm),
    EditOpening(ThreadId, ThreadForm),
    EditReply(PostId, ReplyForm),
}

/// The same, permitted and checked.
pub(super) struct Prepared {
    /// Where it would stand.
    pub room: RoomId,
    tenure: Option<TenureId>,
    act: Act,
}

enum Act {
    Start(Permit<Start>, Voice, Enclosing<Content>),
    Reply(Permit<Reply>, Voice, Enclosing<Body>),
    EditOpening(Permit<Edit>, Enclosing<Content>, Basis),
    EditReply(Permit<Edit>, Enclosing<Body>, Basis),
}

impl Attempt {
    /// The form that is sent to this address.
    pub fn of(path: &str, fields: &[(String, String)]) -> Option<Self> {
        let id = |shape: &str| number_in(path, shape).and_then(|id| id.parse().ok());
        if path == THREADS {
            return Some(Self::Start(from_fields(fields)?));
        }
        if let Some(thread) = id("/threads/{id}/replies") {
            return Some(Self::Reply(ThreadId(thread), from_fields(fields)?));
        }
        if let Some(thread) = id("/threads/{id}/edit") {
            return Some(Self::EditOpening(ThreadId(thread), from_fields(fields)?));
        }
        Some(Self::EditReply(PostId(id("/replies/{id}/edit")?), from_fields(fields)?))
    }

    /// Asks whether its author may post it now, and checks what it says.
    pub async fn prepare(self, app: &App, author: &Viewer, people: &Roster) -> Result<Result<Prepared, Problems>> {
        let (room, act) = match self {
            Self::Start(form) => match form.parse(author, people, &app.places) {
                Ok((place, voice, content)) => {
                    let files = Attachments::opened(&app.db, author, &form.once, form.files()).await?;
                    (place.room, Act::Start(author.may::<Start>(place)?, voice, files.enclosed_with(content)))
                }
                Err(problems) => return Ok(Err(problems)),
            },
            Self::Reply(thread, form) => {
                let thread = author.may::<Reply>(find(&app.db, author, thread).await?)?;
                let stage = Stage { viewer: author, people, places: &app.places };
                match form.parse_for(stage, &thread) {
                    Ok((voice, body)) => {
                        let files = Attachments::opened(&app.db, author, &form.once, form.files()).await?;
                        (thread.room_id, Act::Reply(thread, voice, files.enclosed_with(body)))
                    }
                    Err(problems) => return Ok(Err(problems)),
                }
            }
            Self::EditOpening(thread, form) => {
                let opening = standing(author, find_opening(&app.db, author, thread).await?)?;
                match form.parse_content() {
                    Ok(content) => {
                        let files = Attachments::opened(&app.db, author, &form.once, form.files()).await?;
                        let files = files.upon(&app.db, author, &opening).await?;
                        (opening.room_id, Act::EditOpening(opening, files.enclosed_with(content), form.basis()))
                    }
                    Err(problems) => return Ok(Err(problems)),
                }
            }
            Self::EditReply(reply, form) => {
                let reply = standing(author, find_reply(&app.db, author, reply).await?)?;
                match form.parse() {
                    Ok(body) => {
                        let files = Attachments::opened(&app.db, author, &form.once, form.files()).await?;
                        let files = files.upon(&app.db, author, &reply).await?;
                        (reply.room_id, Act::EditReply(reply, files.enclosed_with(body), form.basis()))
                    }
                    Err(problems) => return Ok(Err(problems)),
                }
            }
        };
        Ok(Ok(Prepared { room, tenure: tenure_for(author, &app.places, room), act }))
    }
}

impl Prepared {
    /// What readers would see of an author who hides, as it is stored.
    pub fn veil(&self) -> Option<String> {
        match &self.act {
            Act::Start(_, voice, _) | Act::Reply(_, voice, _) => voice.veil().map(|veil| veil.text()),
            Act::EditOpening(text, ..) | Act::EditReply(text, ..) => text.author.veil().map(str::to_owned),
        }
    }

    /// Posts it by a decision, and tells where it stands. The form's own `once` is left to its author; that nothing is
    /// posted twice follows from the decision, which is made once.
    pub async fn post(self, db: &Db, people: &Roster, release: Release) -> Result<String> {
        let body = self.texts().into_iter().find(|(field, _)| *field == "body").map_or("", |(_, text)| text);
        let names = &Names::of(people, self.room, body);
        let Self { tenure, act, .. } = self;
        match act {
            Act::Start(place, voice, content) => {
                threads::start(db, place, tenure, voice, Cleared::released(content, release), names, "").await
            }
            Act::Reply(thread, voice, body) => {
                replies::post(db, thread, tenure, voice, Cleared::released(body, release), names, "").await
            }
            Act::EditOpening(opening, content, basis) => {
                threads::edit(db, opening, Cleared::released(content, release), names, basis, "").await
            }
            Act::EditReply(reply, body, basis) => {
                replies::edit(db, reply, Cleared::released(body, release), names, basis, "").await
            }
        }
    }
}

impl Guarded for Prepared {
    fn texts(&self) -> Vec<(&'static str, &str)> {
        match &self.act {
            Act::Start(_, _, content) | Act::EditOpening(_, content, _) => content.texts(),
            Act::Reply(_, _, body) | Act::EditReply(_, body, _) => body.texts(),
        }
    }
}

/// A text that its author may change and that is still there.
fn standing(author: &Viewer, text: Written) -> Result<Permit<Edit>> {
    let permit = author.may::<Edit>(text)?;
    permit.check_standing()?;
    Ok(permit)
}
