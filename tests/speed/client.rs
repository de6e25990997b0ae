//! A browser as far as measuring needs it: one connection that stays open, one request after the other.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context as _, bail};

/// How long to wait for an answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// One open connection.
pub struct Client {
    address: SocketAddr,
    stream: BufReader<TcpStream>,
    cookie: String,
    /// Whether compressed answers are taken, as every browser does.
    pub gzip: bool,
}

/// What came back.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// `Set-Cookie` up to its first semicolon.
    pub cookie: Option<String>,
    /// The body as it travelled.
    pub body: Vec<u8>,
}

/// A request.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The path with its query.
    pub path: String,
    /// The fields of a form, encoded; nothing for a page.
    pub form: Option<String>,
}

impl Client {
    /// Connects, with a cookie that may be empty.
    pub fn connect(address: SocketAddr, cookie: &str) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).with_context(|| format!("connect to {address}"))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        Ok(Self { address, stream: BufReader::with_capacity(1 << 16, stream), cookie: cookie.to_owned(), gzip: true })
    }

    /// Sends a request and reads the whole answer.
    pub fn send(&mut self, ask: &Ask) -> anyhow::Result<Answer> {
        let method = if ask.form.is_some() { "POST" } else { "GET" };
        let mut request = format!("{method} {} HTTP/1.1\r\nhost: {}\r\n", ask.path, self.address);
        if !self.cookie.is_empty() {
            let _ = write!(request, "cookie: {}\r\n", self.cookie);
        }
        if self.gzip {
            request += "accept-encoding: gzip, deflate, br, zstd\r\n";
        }
        if let Some(form) = &ask.form {
            request += "sec-fetch-site: same-origin\r\ncontent-type: application/x-www-form-urlencoded\r\n";
            let _ = write!(request, "content-length: {}\r\n", form.len());
        }
        request += "\r\n";
        request += ask.form.as_deref().unwrap_or_default();
        self.stream.get_mut().write_all(request.as_bytes()).context("send a request")?;
        self.answer().with_context(|| format!("read the answer to {method} {}", ask.path))
    }

    fn answer(&mut self) -> anyhow::Result<Answer> {
        let line = self.line()?;
        let status = line.split(' ').nth(1).and_then(|status| status.parse().ok()).context("a status line")?;
        let mut answer = Answer { status, cookie: None, body: Vec::new() };
        let (mut length, mut chunked) = (0, false);
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else { break };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse().context("a length")?,
                "transfer-encoding" => chunked = value == "chunked",
                // The session comes before the cookie by which the device is known.
                "set-cookie" if answer.cookie.is_none() => answer.cookie = value.split(';').next().map(str::to_owned),
                _ => {}
            }
        }
        if chunked {
            while let size @ 1.. = usize::from_str_radix(self.line()?.trim(), 16).context("a chunk's size")? {
                self.take(size, &mut answer.body)?;
                self.line()?;
            }
            self.line()?;
        } else {
            self.take(length, &mut answer.body)?;
        }
        Ok(answer)
    }

    fn line(&mut self) -> anyhow::Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line)? == 0 {
            bail!("the server closed the connection");
        }
        line.truncate(line.trim_end().len());
        Ok(line)
    }

    fn take(&mut self, size: usize, into: &mut Vec<u8>) -> anyhow::Result<()> {
        let start = into.len();
        into.resize(start + size, 0);
        Ok(self.stream.read_exact(&mut into[start..])?)
    }
}
