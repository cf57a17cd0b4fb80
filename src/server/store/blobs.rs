//! Files by their hash: a directory, each file durable before anybody is told that it is kept.
//!
//! Our own code because the store crates' local backends do not flush a file and its directory.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::domain::id::{ContentHash, PersonId};
use crate::wire::MOST_BLOB;

/// Why a file cannot be kept or given.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// The bytes do not have the hash they came under. What had come of them is forgotten.
    #[error("bytes do not have this hash")]
    WrongHash,
    /// Neither PDF nor JPEG nor PNG.
    #[error("kind of file not allowed")]
    WrongKind,
    /// Over the limit.
    #[error("file too large")]
    TooLarge,
    /// A piece that does not begin where the last one ended.
    #[error("{0} bytes have come so far")]
    Gap(u64),
    /// The disk.
    #[error("blob store: {0}")]
    Disk(#[from] io::Error),
}

/// The directory.
#[derive(Clone, Debug)]
pub struct Blobs {
    root: PathBuf,
}

impl Blobs {
    /// Opens or makes the directory.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn open(root: &Path) -> Result<Self, BlobError> {
        fs::create_dir_all(root.join("parts"))?;
        Ok(Self { root: root.to_owned() })
    }

    /// Keeps bytes that the server made itself, or that were checked, and gives their hash.
    ///
    /// # Errors
    /// When the disk says no.
    pub fn keep(&self, bytes: &[u8]) -> Result<ContentHash, BlobError> {
        let hash = ContentHash::of(bytes);
        if !self.has(hash) {
            // Two who keep the same bytes at the same time write the same file; each has a name of its own for it.
            let part = self.root.join("parts").join(format!("{hash}.{:?}", std::thread::current().id()));
            let mut file = File::create(&part)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            self.rename(&part, hash)?;
        }
        Ok(hash)
    }

    /// Whether all bytes are here.
    pub fn has(&self, hash: ContentHash) -> bool {
        self.path(hash).is_file()
    }

    /// How many bytes it has.
    pub fn size(&self, hash: ContentHash) -> Option<u64> {
        fs::metadata(self.path(hash)).ok().map(|meta| meta.len())
    }

    /// The bytes, or a part of them; none when they are not here.
    ///
    /// # Errors
    /// When the disk says no.
    pub fn read(&self, hash: ContentHash, from: u64, to: u64) -> Result<Option<Vec<u8>>, BlobError> {
        let mut file = match File::open(self.path(hash)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        file.seek(SeekFrom::Start(from))?;
        let mut bytes = Vec::new();
        file.take(to.saturating_sub(from)).read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }

    /// All the bytes; none when they are not here.
    ///
    /// # Errors
    /// When the disk says no.
    pub fn load(&self, hash: ContentHash) -> Result<Option<Vec<u8>>, BlobError> {
        self.read(hash, 0, u64::MAX)
    }

    /// How much of a file this person has brought so far. Others see nothing of it.
    pub fn brought(&self, hash: ContentHash, person: PersonId) -> u64 {
        fs::metadata(self.part(hash, person)).map_or(0, |meta| meta.len())
    }

    /// Takes the next piece of a file; true when that was the last one and it is kept.
    ///
    /// # Errors
    /// When it does not fit to what came before, is too large, not of an allowed kind or not of this hash.
    pub fn bring(
        &self,
        hash: ContentHash,
        person: PersonId,
        from: u64,
        total: u64,
        bytes: &[u8],
    ) -> Result<bool, BlobError> {
        if total > MOST_BLOB as u64 || from + bytes.len() as u64 > total {
            return Err(BlobError::TooLarge);
        }
        let part = self.part(hash, person);
        let brought = self.brought(hash, person);
        if from > brought {
            return Err(BlobError::Gap(brought));
        }
        let mut file = OpenOptions::new().create(true).truncate(false).read(true).write(true).open(&part)?;
        file.set_len(from)?;
        file.seek(SeekFrom::Start(from))?;
        file.write_all(bytes)?;
        if from + (bytes.len() as u64) < total {
            file.sync_all()?;
            return Ok(false);
        }
        let mut whole = Vec::new();
        file.rewind()?;
        file.read_to_end(&mut whole)?;
        let wrong = if ContentHash::of(&whole) == hash { allowed(&whole).err() } else { Some(BlobError::WrongHash) };
        if let Some(wrong) = wrong {
            fs::remove_file(&part)?;
            return Err(wrong);
        }
        file.sync_all()?;
        self.rename(&part, hash)?;
        Ok(true)
    }

    /// Forgets files that were begun and not touched since.
    ///
    /// # Errors
    /// When the disk says no.
    pub fn forget_parts(&self, untouched_since: Timestamp) -> Result<(), BlobError> {
        for part in fs::read_dir(self.root.join("parts"))? {
            let part = part?;
            let touched = part.metadata()?.modified().ok().and_then(|time| Timestamp::try_from(time).ok());
            if touched.is_some_and(|touched| touched < untouched_since) {
                fs::remove_file(part.path())?;
            }
        }
        Ok(())
    }

    fn rename(&self, part: &Path, hash: ContentHash) -> Result<(), BlobError> {
        let path = self.path(hash);
        let folder = path.parent().unwrap_or(&self.root);
        if !folder.is_dir() {
            fs::create_dir_all(folder)?;
            File::open(&self.root)?.sync_all()?;
        }
        fs::rename(part, &path)?;
        File::open(folder)?.sync_all()?;
        Ok(())
    }

    fn path(&self, hash: ContentHash) -> PathBuf {
        let name = hash.to_string();
        self.root.join(name.get(..2).unwrap_or_default()).join(name)
    }

    fn part(&self, hash: ContentHash, person: PersonId) -> PathBuf {
        self.root.join("parts").join(format!("{person}.{hash}"))
    }
}

/// By its first bytes: a name says nothing.
fn allowed(bytes: &[u8]) -> Result<(), BlobError> {
    const MAGIC: [&[u8]; 3] = [b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"];
    if MAGIC.iter().any(|magic| bytes.starts_with(magic)) { Ok(()) } else { Err(BlobError::WrongKind) }
}
