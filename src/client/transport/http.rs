//! HTTP, with TLS by rustls and ring. Plain HTTP goes to this machine alone.

use std::sync::Arc;
use std::time::Duration;

use reqwest::{Client, Response, Url};

use super::{Answer, Call, Dial, LineError, Method, Reply, Transport, Where};

/// How long a connection may take to open.
const CONNECT: Duration = Duration::from_secs(10);
/// More than this is no answer of ours.
const MOST_ANSWER: usize = 64 * 1024 * 1024;

struct Http {
    server: Where,
    client: Result<Client, String>,
}

/// Makes HTTP lines.
pub fn dial() -> Dial {
    Arc::new(|server| Arc::new(Http { server, client: client() }))
}

fn client() -> Result<Client, String> {
    // A second time it is there already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .connect_timeout(CONNECT)
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("serasi/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|error| error.to_string())
}

fn is_loopback(url: &Url) -> bool {
    match url.host_str() {
        Some("localhost") => true,
        Some(host) => {
            host.trim_matches(['[', ']']).parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
        }
        None => false,
    }
}

impl Http {
    fn url(&self, path: &str) -> Result<Url, LineError> {
        let address = match &self.server {
            Where::Address(address) => address.clone(),
            Where::File(file) => {
                std::fs::read_to_string(file).map_err(|error| LineError::BadAddress(error.to_string()))?
            }
        };
        let text = format!("{}{path}", address.trim().trim_end_matches('/'));
        let url = Url::parse(&text).map_err(|error| LineError::BadAddress(error.to_string()))?;
        match url.scheme() {
            "https" => Ok(url),
            "http" if is_loopback(&url) => Ok(url),
            _ => Err(LineError::BadAddress("only https, or http to this machine".into())),
        }
    }

    async fn send(&self, call: Call, whole: bool) -> Result<Response, LineError> {
        let client = self.client.as_ref().map_err(|error| LineError::BadAddress(error.clone()))?;
        let url = self.url(&call.path)?;
        let mut request = match call.method {
            Method::Get => client.get(url),
            Method::Post => client.post(url),
            Method::Delete => client.delete(url),
        };
        if let Some(token) = &call.token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = &call.body {
            request = request.header("content-type", "application/json").body(body.to_vec());
        }
        if whole {
            request = request.timeout(call.patience);
        } else {
            request = request.header("accept", "application/x-ndjson");
        }
        request.send().await.map_err(line_error)
    }
}

fn line_error(error: reqwest::Error) -> LineError {
    // Without the address: it stands in logs.
    let error = error.without_url();
    if error.is_timeout() { LineError::TimedOut } else { LineError::Down(error.to_string()) }
}

fn head(response: &Response) -> (u16, Option<Duration>) {
    let wait = response.headers().get("retry-after").and_then(|value| value.to_str().ok());
    (response.status().as_u16(), wait.and_then(|text| text.trim().parse().ok()).map(Duration::from_secs))
}

async fn whole(mut response: Response) -> Result<Reply, LineError> {
    let (status, retry_after) = head(&response);
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(line_error)? {
        body.extend_from_slice(&chunk);
        if body.len() > MOST_ANSWER {
            return Err(LineError::Down("answer too large".into()));
        }
    }
    Ok(Reply { status, retry_after, body })
}

impl Transport for Http {
    fn call(&self, call: Call) -> Answer<'_> {
        Box::pin(async move { whole(self.send(call, true).await?).await })
    }

    fn lines<'a>(&'a self, call: Call, each: &'a mut (dyn FnMut(&str) + Send)) -> Answer<'a> {
        Box::pin(async move {
            let patience = call.patience;
            let mut response = self.send(call, false).await?;
            let (status, retry_after) = head(&response);
            if status != 200 {
                return whole(response).await;
            }
            let mut rest = Vec::new();
            loop {
                let chunk = tokio::time::timeout(patience, response.chunk());
                let Some(chunk) = chunk.await.map_err(|_| LineError::TimedOut)?.map_err(line_error)? else {
                    break;
                };
                rest.extend_from_slice(&chunk);
                while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
                    let line: Vec<u8> = rest.drain(..=end).collect();
                    each(String::from_utf8_lossy(&line).trim());
                }
            }
            each(String::from_utf8_lossy(&rest).trim());
            Ok(Reply { status, retry_after, body: Vec::new() })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_never_leaves_this_machine_in_the_clear() {
        let at = |address: &str| {
            Http { server: Where::Address(address.into()), client: client() }
                .url("/v1/hello")
                .map(|url| url.to_string())
        };
        assert_eq!(at("http://127.0.0.1:8/").unwrap(), "http://127.0.0.1:8/v1/hello");
        assert_eq!(at("http://[::1]:8").unwrap(), "http://[::1]:8/v1/hello");
        assert_eq!(at("https://serasi.example").unwrap(), "https://serasi.example/v1/hello");
        for address in ["http://serasi.example", "http://10.0.0.1", "http://127.0.0.1.evil.example", "ftp://x", ""] {
            assert!(at(address).is_err(), "{address}");
        }
    }
}
