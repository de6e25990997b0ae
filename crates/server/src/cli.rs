//! The command line: what can be asked of the binary, and how it ends.

use std::io::IsTerminal as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;
use web::{MailText, Operator};

use crate::commands::{self, people};
use crate::mail::{Relay, Sender};
use crate::site::Settings;
use crate::{demo, memory, serve};

/// よこいと: 在宅医療・介護連携のコーディネーターが、つながり、相談し、過去の相談をさがす場所
#[derive(Debug, Parser)]
#[command(name = "yokoito", version)]
struct Cli {
    #[command(flatten)]
    settings: SettingsArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Debug, clap::Args)]
struct SettingsArgs {
    /// Folder of the database, the index and the files [default: ./data; for the demo a temporary one]
    #[arg(long, env = "YOKOITO_DATA", global = true)]
    data: Option<PathBuf>,
    /// `postgres://…`; without it, SQLite inside the data folder
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, global = true)]
    database_url: Option<String>,
    /// Where files are stored: file:FOLDER, or s3://BUCKET/PREFIX with AWS_ENDPOINT_URL and AWS_… for region and credentials
    /// [default: files/ inside the data folder]
    #[arg(long, env = "YOKOITO_FILES", global = true)]
    files: Option<String>,
    /// Address to listen on
    #[arg(long, env = "YOKOITO_BIND", default_value = "127.0.0.1:8080", global = true)]
    bind: SocketAddr,
    /// Public base address, https unless on loopback [default: http://BIND]
    #[arg(long, env = "YOKOITO_URL", global = true)]
    url: Option<String>,
    /// Addresses of proxies whose X-Forwarded-For is believed, separated by commas
    #[arg(long, env = "YOKOITO_TRUSTED_PROXIES", value_delimiter = ',', global = true)]
    trusted_proxies: Vec<std::net::IpAddr>,
    /// From whom letters are, `ADDRESS` or `NAME <ADDRESS>` [default: yokoito at the host of the public address]
    #[arg(long, env = "YOKOITO_MAIL_FROM", global = true)]
    mail_from: Option<Sender>,
    /// The mail server: `smtp://USER:PASSWORD@HOST:PORT` or `smtps://…`, `?ca=FILE` for an authority of one's own [default: letters lie in the data folder]
    #[arg(long, env = "SMTP_URL", hide_env_values = true, global = true)]
    smtp_url: Option<Relay>,
    /// How much of what was written stands in mail about it: none, excerpt or full
    #[arg(long, env = "YOKOITO_MAIL_TEXT", default_value = "none", value_parser = mail_text, global = true)]
    mail_text: MailText,
    #[command(flatten)]
    operator: OperatorArgs,
}

/// Who runs the site, as its public pages name them.
#[derive(Clone, Debug, clap::Args)]
struct OperatorArgs {
    /// Name of the organisation that runs the site and answers for the personal data on it
    #[arg(long, env = "YOKOITO_OPERATOR", default_value = "", global = true, hide_default_value = true)]
    operator: String,
    /// Its address
    #[arg(long, env = "YOKOITO_OPERATOR_ADDRESS", default_value = "", global = true, hide_default_value = true)]
    operator_address: String,
    /// Who represents it
    #[arg(long, env = "YOKOITO_OPERATOR_REPRESENTATIVE", default_value = "", global = true, hide_default_value = true)]
    operator_representative: String,
    /// How people reach it: a telephone number, an e-mail address, or both
    #[arg(long, env = "YOKOITO_CONTACT", default_value = "", global = true, hide_default_value = true)]
    contact: String,
}

impl From<OperatorArgs> for Operator {
    fn from(args: OperatorArgs) -> Self {
        let OperatorArgs { operator, operator_address, operator_representative, contact } = args;
        Self { name: operator, address: operator_address, representative: operator_representative, contact }
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// A complete throw-away site with fictional people and discussions
    Demo(demo::Options),
    /// Serve the site; the first start prints a one-time address to set it up
    Serve,
    /// People and their roles
    People {
        #[command(subcommand)]
        command: people::Command,
    },
    /// Bring in what was said or kept elsewhere
    Import {
        #[command(subcommand)]
        command: commands::import::Command,
    },
    /// Take back what was brought in
    Undo {
        #[command(subcommand)]
        command: commands::undo::Command,
    },
    /// Write out what is kept here
    Export {
        #[command(subcommand)]
        command: commands::export::Command,
    },
    /// What somebody would find
    Search(commands::search::Options),
    /// Measure the search on a data set in BEIR layout
    Evaluate(commands::evaluate::Options),
    /// What the identifier guard finds in a text
    Guard(commands::guard::Options),
    /// Build the search index anew
    Reindex,
    /// List every route with its access
    Routes(commands::routes::Options),
    /// List the controlled words of the field with their slugs
    Terms(commands::terms::Options),
    /// Look into one file, on behalf of a server
    #[command(name = files::reading::COMMAND, hide = true)]
    ReadFile,
    /// Look into one file for a table, on behalf of a server
    #[command(name = files::reading::TABLE_COMMAND, hide = true)]
    ReadTable,
}

/// Runs the command that was asked for. 0: done, 1: not done, 2: wrong usage.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    // They have no settings, and little of everything else.
    let looked = match cli.command {
        Command::ReadFile => Some(files::reading::read_standard_input()),
        Command::ReadTable => Some(files::reading::read_table_from_standard_input()),
        _ => None,
    };
    if let Some(looked) = looked {
        return if looked.is_ok() { ExitCode::SUCCESS } else { ExitCode::from(1) };
    }
    let data = cli.settings.data.clone();
    let settings = match Settings::try_from(cli.settings) {
        Ok(settings) => settings,
        Err(reason) => return usage(&reason),
    };
    start_log();
    if matches!(cli.command, Command::Serve | Command::Demo(_)) {
        memory::settle();
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(cause) => return failed(&anyhow::Error::new(cause).context("start the runtime")),
    };
    match runtime.block_on(dispatch(cli.command, settings, data)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => failed(&cause),
    }
}

async fn dispatch(command: Command, settings: Settings, data: Option<PathBuf>) -> anyhow::Result<()> {
    match command {
        Command::Demo(options) => demo::run(options, data, settings.bind).await,
        Command::Serve => serve::run(settings).await,
        Command::People { command } => people::run(command, settings).await,
        Command::Import { command } => commands::import::run(command, settings).await,
        Command::Undo { command } => commands::undo::run(command, settings).await,
        Command::Export { command } => commands::export::run(command, settings).await,
        Command::Search(options) => commands::search::run(options, settings).await,
        Command::Evaluate(options) => commands::evaluate::run(options).await,
        Command::Guard(options) => commands::guard::run(&options),
        Command::Reindex => commands::reindex::run(settings).await,
        Command::Routes(options) => commands::routes::run(&options),
        Command::Terms(options) => commands::terms::run(&options),
        Command::ReadFile | Command::ReadTable => Ok(()),
    }
}

impl TryFrom<SettingsArgs> for Settings {
    type Error = String;
    fn try_from(args: SettingsArgs) -> Result<Self, String> {
        let url = args.url.unwrap_or_else(|| format!("http://{}", args.bind)).trim_end_matches('/').to_owned();
        let host = url.strip_prefix("http://").map(|rest| rest.split(['/', ':']).next().unwrap_or_default().to_owned());
        let on_loopback = host.as_deref().is_some_and(|host| matches!(host, "127.0.0.1" | "localhost" | "[" | "[::1]"));
        if !url.starts_with("https://") && !on_loopback {
            return Err(format!("YOKOITO_URL must begin with https:// unless it is on loopback: {url}"));
        }
        Ok(Self {
            data: args.data.unwrap_or_else(|| PathBuf::from("./data")),
            database_url: args.database_url,
            files: args.files,
            program: Self::THIS_PROGRAM.into(),
            bind: args.bind,
            url,
            trusted_proxies: args.trusted_proxies,
            mail_from: args.mail_from,
            relay: args.smtp_url,
            mail_text: args.mail_text,
            operator: args.operator.into(),
            sample: false,
        })
    }
}

fn mail_text(word: &str) -> Result<MailText, String> {
    match word {
        "none" => Ok(MailText::None),
        "excerpt" => Ok(MailText::Excerpt),
        "full" => Ok(MailText::Full),
        _ => Err(format!("is none, excerpt or full, not {word:?}")),
    }
}

/// What of the log is wanted, but for the lines in which a library would write down the path of every request: in some of
/// them stands the token of a feed, an invitation or a reset.
pub fn log_filter(wanted: &str) -> EnvFilter {
    EnvFilter::new(format!("{wanted},tower_http::csrf::service=off"))
}

fn start_log() {
    let wanted = std::env::var(EnvFilter::DEFAULT_ENV).ok().filter(|wanted| EnvFilter::try_new(wanted).is_ok());
    let wanted = wanted.unwrap_or_else(|| "warn,kernel=info,server=info,search=info,web=error".to_owned());
    tracing_subscriber::fmt()
        .with_env_filter(log_filter(&wanted))
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false)
        .init();
}

#[expect(clippy::print_stderr, reason = "this is how a command tells why it did not do what was asked")]
fn failed(cause: &anyhow::Error) -> ExitCode {
    eprintln!("yokoito: {cause:#}");
    ExitCode::from(1)
}

#[expect(clippy::print_stderr, reason = "this is how a command tells what is wrong with its arguments")]
fn usage(reason: &str) -> ExitCode {
    eprintln!("yokoito: {reason}");
    ExitCode::from(2)
}
