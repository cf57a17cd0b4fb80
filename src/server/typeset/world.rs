//! All that a template can reach.
//!
//! Typst reads files only through its [`World`], and this one holds a handful
//! of names in memory: no disk, no network, no packages, no clock.

use std::collections::HashMap;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::TypesetError;
use super::job::Job;
use super::shown::Data;
use crate::config::template::{FONTS as FONT_FILES, Template};

static FONTS: LazyLock<Vec<Font>> =
    LazyLock::new(|| FONT_FILES.into_iter().flat_map(|data| Font::iter(Bytes::new(data))).collect());
static BOOK: LazyLock<LazyHash<FontBook>> = LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// The name of the job's template.
pub(super) const MAIN: &str = "letter.typ";

/// The files of one job.
pub(super) struct LetterWorld {
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
}

impl LetterWorld {
    pub fn new(job: &Job, data: &Data) -> Result<Self, TypesetError> {
        let main = file_id(MAIN)?;
        let template = Template::read(&job.template).map_err(|error| broken(&error.to_string()))?;
        if !template.has_fonts() {
            return Err(broken("it was made with fonts that this program does not have"));
        }
        let mut sources = HashMap::new();
        for (name, text) in [(MAIN, template.letter), ("base.typ", template.base)] {
            let id = file_id(name)?;
            sources.insert(id, Source::new(id, text));
        }
        let mut files = HashMap::new();
        let mut put = |name: &str, text: &str| -> Result<(), TypesetError> {
            files.insert(file_id(name)?, Bytes::new(text.as_bytes().to_vec()));
            Ok(())
        };
        put("data.json", &data.json)?;
        put("logo.svg", &template.logo)?;
        put("draft-mark.svg", &template.draft_mark)?;
        if let Some(qr) = &data.qr {
            put("qr.svg", qr)?;
        }
        Ok(Self { main, sources, files })
    }
}

fn broken(message: &str) -> TypesetError {
    TypesetError::Template { file: MAIN.into(), line: None, message: message.to_owned() }
}

fn file_id(name: &str) -> Result<FileId, TypesetError> {
    let path = VirtualPath::new(name).map_err(|error| TypesetError::Unavailable { message: format!("{error:?}") })?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for LetterWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    // A letter's dates are data: two runs must give the same bytes.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
