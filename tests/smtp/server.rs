//! A small mail server on loopback that behaves as it is told.

use std::sync::{Arc, Mutex, MutexGuard};

use tokio::io::{AsyncBufRead, AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio_rustls::TlsAcceptor;

/// How it behaves; each connection as it was told when it began.
#[derive(Clone, Copy, Debug)]
pub enum Mode {
    Take,
    RefuseRecipient(&'static str),
    Defer,
    /// Says nothing from the beginning.
    StallAtOnce,
    /// Hangs up in the middle of a letter.
    DieInside,
    /// Takes the letter and says nothing.
    TakeAndStall,
    /// Hangs up on everybody.
    Closed,
}

/// How the way to it is kept from being overheard.
#[derive(Clone)]
pub enum Way {
    Plain,
    /// From the first byte on.
    Implicit(TlsAcceptor),
    /// After STARTTLS.
    StartTls(TlsAcceptor),
}

struct Inner {
    mode: Mode,
    taken: Vec<String>,
    tries: usize,
}

#[derive(Clone)]
pub struct Server {
    port: u16,
    way: Way,
    inner: Arc<Mutex<Inner>>,
    spoken: Arc<Notify>,
}

impl Server {
    pub async fn start() -> Self {
        Self::reached_by(Way::Plain).await
    }

    pub async fn reached_by(way: Way) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let inner = Arc::new(Mutex::new(Inner { mode: Mode::Take, taken: Vec::new(), tries: 0 }));
        let server = Self { port, way, inner, spoken: Arc::default() };
        let accepting = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(accepting.clone().talk(stream));
            }
        });
        server
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn behaves(&self, mode: Mode) {
        self.lock().mode = mode;
    }

    /// The letters that were taken, as they came.
    pub fn taken(&self) -> Vec<String> {
        self.lock().taken.clone()
    }

    /// How many letters were offered.
    pub fn tries(&self) -> usize {
        self.lock().tries
    }

    /// Waits until somebody has connected.
    pub async fn spoken_to(&self) {
        self.spoken.notified().await;
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().expect("no test has failed yet")
    }

    async fn talk(self, stream: TcpStream) {
        self.spoken.notify_one();
        let mode = self.lock().mode;
        match mode {
            Mode::Closed => {}
            Mode::StallAtOnce => std::future::pending().await,
            _ => {
                self.answer(mode, stream).await.ok();
            }
        }
    }

    async fn answer(&self, mode: Mode, stream: TcpStream) -> std::io::Result<()> {
        match &self.way {
            Way::Plain => self.greet(mode, stream).await,
            Way::Implicit(tls) => self.greet(mode, tls.accept(stream).await?).await,
            Way::StartTls(tls) => {
                let mut stream = BufReader::new(stream);
                stream.write_all(b"220 small\r\n").await?;
                for (asked, answer) in [("EHLO", "250-small\r\n250 STARTTLS\r\n"), ("STARTTLS", "220 go on\r\n")] {
                    let mut line = String::new();
                    stream.read_line(&mut line).await?;
                    let answer = if line.starts_with(asked) { answer } else { "530 first STARTTLS\r\n" };
                    stream.write_all(answer.as_bytes()).await?;
                }
                self.serve(mode, tls.accept(stream.into_inner()).await?).await
            }
        }
    }

    async fn greet(&self, mode: Mode, mut stream: impl AsyncRead + AsyncWrite + Unpin) -> std::io::Result<()> {
        stream.write_all(b"220 small\r\n").await?;
        stream.flush().await?;
        self.serve(mode, stream).await
    }

    async fn serve(&self, mode: Mode, stream: impl AsyncRead + AsyncWrite + Unpin) -> std::io::Result<()> {
        let (read, mut write) = tokio::io::split(stream);
        let mut read = BufReader::new(read);
        loop {
            let mut line = String::new();
            if read.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            let (word, is_over) = (line.get(..4).unwrap_or_default().to_uppercase(), line.starts_with("QUIT"));
            let answer = match word.as_str() {
                "EHLO" => "250 small",
                "MAIL" => {
                    self.lock().tries += 1;
                    "250 ok"
                }
                "RCPT" => match mode {
                    Mode::RefuseRecipient(whom) if line.contains(whom) => "550 5.1.1 no such user",
                    Mode::Defer => "451 4.3.0 later",
                    _ => "250 ok",
                },
                "DATA" => {
                    if matches!(mode, Mode::DieInside) {
                        return Ok(());
                    }
                    write.write_all(b"354 go on\r\n").await?;
                    write.flush().await?;
                    let letter = letter(&mut read).await?;
                    self.lock().taken.push(letter);
                    if matches!(mode, Mode::TakeAndStall) {
                        std::future::pending::<()>().await;
                    }
                    "250 taken"
                }
                "RSET" => "250 ok",
                "QUIT" => "221 bye",
                _ => "500 what",
            };
            write.write_all(format!("{answer}\r\n").as_bytes()).await?;
            write.flush().await?;
            if is_over {
                return Ok(());
            }
        }
    }
}

async fn letter(read: &mut (impl AsyncBufRead + Unpin)) -> std::io::Result<String> {
    let mut letter = String::new();
    loop {
        let mut line = String::new();
        if read.read_line(&mut line).await? == 0 || line == ".\r\n" {
            return Ok(letter);
        }
        letter.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}
