//! `Range` and `Content-Range`, as far as one part of one file needs them.

/// A part of a file: from this byte up to before that one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub from: u64,
    pub to: u64,
}

/// What a `Range` header asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All of it: no header, several parts, or one that we do not understand.
    All,
    /// This part.
    Part(Part),
    /// A part that the file does not have.
    Beyond,
}

/// Reads a `Range` header for a file of `size` bytes.
pub(super) fn wanted(header: Option<&str>, size: u64) -> Wanted {
    let Some((first, last)) = header.and_then(|h| h.strip_prefix("bytes=")).and_then(|h| h.split_once('-')) else {
        return Wanted::All;
    };
    let part = match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(from), Ok(last)) => Part { from, to: last.saturating_add(1).min(size) },
        (Ok(from), Err(_)) if last.is_empty() => Part { from, to: size },
        (Err(_), Ok(many)) if first.is_empty() => Part { from: size.saturating_sub(many), to: size },
        _ => return Wanted::All,
    };
    if part.from < part.to { Wanted::Part(part) } else { Wanted::Beyond }
}

/// Reads a `Content-Range` header: where a piece begins (none: it only asks) and how long the file is.
pub(super) fn piece(header: &str) -> Option<(Option<Part>, u64)> {
    let (range, total) = header.strip_prefix("bytes ")?.split_once('/')?;
    let total = total.parse().ok()?;
    if range == "*" {
        return Some((None, total));
    }
    let (first, last) = range.split_once('-')?;
    let part = Part { from: first.parse().ok()?, to: last.parse::<u64>().ok()?.checked_add(1)? };
    (part.from < part.to && part.to <= total).then_some((Some(part), total))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_read_from_its_header() {
        let part = |from, to| Wanted::Part(Part { from, to });
        for (header, expected) in [
            (None, Wanted::All),
            (Some("bytes=0-9"), part(0, 10)),
            (Some("bytes=90-"), part(90, 100)),
            (Some("bytes=-10"), part(90, 100)),
            (Some("bytes=50-900"), part(50, 100)),
            (Some("bytes=100-"), Wanted::Beyond),
            (Some("bytes=9-3"), Wanted::Beyond),
            (Some("bytes=0-1,5-6"), Wanted::All),
            (Some("lines=1-2"), Wanted::All),
        ] {
            assert_eq!(wanted(header, 100), expected, "{header:?}");
        }
        assert_eq!(piece("bytes 5-9/20"), Some((Some(Part { from: 5, to: 10 }), 20)));
        assert_eq!(piece("bytes */20"), Some((None, 20)));
        for bad in ["bytes 5-9", "bytes 5-9/*", "bytes 9-5/20", "bytes 15-20/20", "5-9/20"] {
            assert_eq!(piece(bad), None, "{bad}");
        }
    }
}
