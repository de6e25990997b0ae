//! `yokoito people …`: who is on the site and what they are trusted with, from the operator's terminal.

mod sign_in;

use std::io::{BufRead as _, IsTerminal as _};

use accounts::passwords::{Context, Password};
use accounts::people::by_email;
use anyhow::{Context as _, anyhow, bail};
use clap::Subcommand;
use directory::access::{in_force, parse_role};
use directory::members::{self, Correction, NewMember, NewOrganisation, NewSeat};
use kernel::clock::DAY;
use kernel::db::sql;
use kernel::viewer::{Role, Standing};
use kernel::{Clock, Db, PersonId, Places, Timestamp, text};
use sea_orm::FromQueryResult;
use serde_json::json;
use tracing::warn;

use super::say;
use crate::Settings;
use crate::site::open_database;

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Create an approved person with a seat
    Add(Box<Add>),
    /// List everybody
    List {
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Shut a person out from the next request on
    Suspend {
        /// Whom
        email: String,
        /// Why; it stands in the letter to the person and in the log
        #[arg(long, default_value = "", hide_default_value = true)]
        reason: String,
    },
    /// Let a suspended or waiting person in
    Restore {
        /// Whom
        email: String,
    },
    /// Correct a name, its よみ or an e-mail address
    Correct(Correct),
    /// Print a one-time code with which a person sets a new password
    ResetPassword {
        /// Whose
        email: String,
    },
    /// Forget failed attempts on an account, so that it can be tried again at once
    Unlock {
        /// Whose
        email: String,
    },
    /// Trust a person with a role, such as manager:11
    Grant {
        /// To whom
        email: String,
        /// What
        role: String,
        /// The last day on which it holds, such as 2027-03-31; without it a role has no end
        #[arg(long)]
        until: Option<String>,
    },
    /// Take a role back
    Revoke {
        /// From whom
        email: String,
        /// What
        role: String,
    },
}

/// What is to be another; what is left out stays as it is.
#[derive(Debug, clap::Args)]
pub struct Correct {
    /// Whose registration
    email: String,
    #[arg(long, required_unless_present_any = ["kana", "new_email"])]
    name: Option<String>,
    /// よみ
    #[arg(long)]
    kana: Option<String>,
    #[arg(long)]
    new_email: Option<String>,
}

/// An approved person.
#[derive(Debug, clap::Args)]
pub struct Add {
    #[arg(long)]
    email: String,
    #[arg(long)]
    name: String,
    /// よみ
    #[arg(long)]
    kana: String,
    /// Codes of the municipalities served (by members and officers); the first is the organisation's home
    #[arg(long, value_delimiter = ',', required = true)]
    municipality: Vec<String>,
    /// Kind of affiliation, see `yokoito terms`
    #[arg(long)]
    affiliation: String,
    /// Name of the organisation; observers hold no seat and so have none
    #[arg(long)]
    organisation: Option<String>,
    /// member, officer:CODE5, manager:CODE2, bureau:SLUG, observer:ROOM or administrator
    #[arg(long, default_value = "member")]
    role: String,
    /// Read the password from the first line of standard input
    #[arg(long)]
    password_stdin: bool,
}

/// Runs one of them; a running server notices on its next request.
pub async fn run(command: Command, settings: Settings) -> anyhow::Result<()> {
    let (db, places) = open_database(&settings, Clock::System).await?;
    match command {
        Command::Add(person) => add(&db, &places, *person).await?,
        Command::List { json } => list(&db, json).await?,
        Command::Suspend { email, reason } => {
            let reason = text::optional("理由", &reason, members::LONGEST_REASON).map_err(|reason| anyhow!(reason))?;
            let (tx, person) = (db.begin().await?, find(&db, &email).await?);
            members::suspend(&tx, None, person, &reason).await?;
            members::tell_suspended(&tx, person, &reason, &settings.url).await?;
            tx.commit().await?;
        }
        Command::Restore { email } => {
            let (tx, person) = (db.begin().await?, find(&db, &email).await?);
            members::restore(&tx, None, person, "").await?;
            members::tell_restored(&tx, person, "", &settings.url).await?;
            tx.commit().await?;
        }
        Command::Correct(what) => correct(&db, &what).await?,
        Command::ResetPassword { email } => sign_in::reset_password(&db, &settings.url, &email).await?,
        Command::Unlock { email } => sign_in::unlock(&db, &email).await?,
        Command::Grant { email, role, until } => {
            let role = self::role(&role, &places)?.context("everybody is a member; that is no grant")?;
            let until = until.map(|day| last_day(&day, db.clock.now())).transpose()?;
            let (tx, person) = (db.begin().await?, find(&db, &email).await?);
            members::grant_until(&tx, None, person, (&role, until), &places).await?;
            tx.commit().await?;
        }
        Command::Revoke { email, role } => {
            let role = self::role(&role, &places)?.context("everybody is a member; that is no grant")?;
            let (tx, person) = (db.begin().await?, find(&db, &email).await?);
            members::revoke(&tx, None, person, &role, &places).await.context("the role is not held")?;
            tx.commit().await?;
        }
    }
    db.close().await?;
    Ok(())
}

async fn add(db: &Db, places: &Places, add: Add) -> anyhow::Result<()> {
    if by_email(db, &add.email).await?.is_some() {
        bail!("there is already a person with this e-mail address");
    }
    let password_hash = if add.password_stdin {
        let password = Password::of_length(&read_password()?).map_err(|reason| anyhow!(reason))?;
        let organisation = add.organisation.as_deref().unwrap_or_default();
        let context = Context { email: &add.email, name: &add.name, kana: &add.kana, organisation };
        if let Some(reasons) = password.weakness(&context) {
            warn!(reasons, "this password is easily thought of; on the site it would be refused");
        }
        Some(password.hash().await?)
    } else {
        None
    };
    let role = role(&add.role, places)?;
    let home = add.municipality.first().cloned().unwrap_or_default();
    // Whoever is given a role over a region or the site has an office somewhere, but serves no municipality from it.
    let served = match role {
        None | Some(Role::Officer(_)) => add.municipality,
        Some(_) => Vec::new(),
    };
    let now = db.clock.now();
    let organisation = NewOrganisation {
        name: add.organisation.unwrap_or_else(|| places.short_name(&home)),
        affiliation: add.affiliation,
        municipality: home,
        phone: String::new(),
    };
    let seat = NewSeat {
        organisation,
        title: String::new(),
        form: "direct".to_owned(),
        is_hub: false,
        is_full_time: true,
        places: served,
        started_at: now,
        ended_at: None,
    };
    // A seat would let an observer write in the room of all Japan, and whoever has left holds none.
    let seat = (!matches!(role, Some(Role::Observer(_) | Role::Alumni))).then_some(seat);
    let person = NewMember {
        name: add.name,
        kana: add.kana,
        email: add.email,
        password_hash,
        standing: Standing::Active,
        joined_at: now,
        seat,
        role,
        qualifications: Vec::new(),
        themes: Vec::new(),
        introduction: String::new(),
        experience_years: None,
    };
    let person = person.check(places).map_err(|reason| anyhow!(reason))?;
    let tx = db.begin().await?;
    let id = members::add(&tx, None, &person, places).await?;
    tx.commit().await?;
    say(id);
    Ok(())
}

async fn correct(db: &Db, what: &Correct) -> anyhow::Result<()> {
    let Correct { email, name, kana, new_email } = what;
    let correction = Correction::parse(name.as_deref(), kana.as_deref(), new_email.as_deref());
    let correction = correction.map_err(|reason| anyhow!(reason))?;
    let (tx, person) = (db.begin().await?, find(db, email).await?);
    if !members::correct(&tx, None, person, &correction).await? {
        bail!("there is already a person with this e-mail address");
    }
    tx.commit().await?;
    Ok(())
}

async fn list(db: &Db, as_json: bool) -> anyhow::Result<()> {
    let text = format!(
        "SELECT people.id, people.email, people.name, people.standing, grants.role, grants.scope FROM people
        LEFT JOIN grants ON grants.person_id = people.id AND {} WHERE people.id > 0
        ORDER BY people.email, grants.role",
        in_force("$1")
    );
    let rows = Row::find_by_statement(sql(&db.conn, &text, [db.clock.now().0.into()])).all(&db.conn).await?;
    for rows in rows.chunk_by(|a, b| a.id == b.id) {
        let Row { id, email, name, standing, .. } = &rows[0];
        let roles: Vec<String> = rows.iter().filter_map(Row::role_text).collect();
        if as_json {
            let person = json!({"id": id, "email": email, "name": name, "standing": standing, "roles": roles});
            say(person);
        } else {
            say(format_args!("{email}\t{name}\t{standing}\t{}", roles.join(",")));
        }
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct Row {
    id: PersonId,
    email: String,
    name: String,
    standing: String,
    role: Option<String>,
    scope: Option<String>,
}

impl Row {
    fn role_text(&self) -> Option<String> {
        let scope = self.scope.as_deref().filter(|scope| !scope.is_empty());
        self.role.as_ref().map(|role| scope.map_or_else(|| role.clone(), |scope| format!("{role}:{scope}")))
    }
}

/// The end of a day.
fn last_day(day: &str, now: Timestamp) -> anyhow::Result<Timestamp> {
    let start = Timestamp::start_of_day(day).with_context(|| format!("{day:?} is no day such as 2027-03-31"))?;
    if start.plus(DAY) <= now {
        bail!("{day} is over; take the role back with `people revoke`");
    }
    Ok(start.plus(DAY))
}

/// A grant, or none for `member`.
fn role(text: &str, places: &Places) -> anyhow::Result<Option<Role>> {
    parse_role(text, places).map_err(|reason| anyhow!(reason))
}

async fn find(db: &Db, email: &str) -> anyhow::Result<PersonId> {
    Ok(by_email(db, email).await?.with_context(|| format!("nobody has the e-mail address {email}"))?.id)
}

fn read_password() -> anyhow::Result<String> {
    let input = std::io::stdin();
    if input.is_terminal() {
        bail!("--password-stdin wants the password piped in, so that it is not shown on the screen");
    }
    let mut line = String::new();
    input.lock().read_line(&mut line).context("read the password from standard input")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
