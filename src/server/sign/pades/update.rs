//! An incremental update: new and changed objects behind an existing file,
//! with cross-references in the same form as the file has (ISO 32000 asks for it).

use std::collections::BTreeMap;

use lopdf::xref::XrefType;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::{PadesError, object};

/// A file that grows at its end.
pub(super) struct Update<'a> {
    previous: &'a Document,
    bytes: Vec<u8>,
    /// Where each object of the update begins.
    places: BTreeMap<u32, (usize, u16)>,
    next: u32,
}

impl<'a> Update<'a> {
    pub fn new(pdf: &[u8], previous: &'a Document) -> Self {
        let mut bytes = pdf.to_vec();
        if bytes.last() != Some(&b'\n') {
            bytes.push(b'\n');
        }
        let size = previous.trailer.get(b"Size").and_then(Object::as_i64);
        let size = size.ok().and_then(|size| u32::try_from(size).ok());
        Self { previous, bytes, places: BTreeMap::new(), next: size.unwrap_or(0).max(previous.max_id + 1) }
    }

    /// A number for a new object.
    pub fn reserve(&mut self) -> ObjectId {
        let id = (self.next, 0);
        self.next += 1;
        id
    }

    /// Writes a new or changed object.
    pub fn put(&mut self, id: ObjectId, value: &Object) {
        self.put_with(id, |bytes| object::write(value, bytes));
    }

    /// Writes an object whose bytes the caller makes. Gives what `write` gives.
    pub fn put_with<T>(&mut self, id: ObjectId, write: impl FnOnce(&mut Vec<u8>) -> T) -> T {
        self.places.insert(id.0, (self.bytes.len(), id.1));
        let head = format!("{} {} obj\n", id.0, id.1);
        self.bytes.extend_from_slice(head.as_bytes());
        let result = write(&mut self.bytes);
        self.bytes.extend_from_slice(b"\nendobj\n");
        result
    }

    /// Writes the cross-references and gives the whole file.
    pub fn finish(mut self) -> Result<Vec<u8>, PadesError> {
        let mut start = self.bytes.len();
        match self.previous.reference_table.cross_reference_type {
            XrefType::CrossReferenceTable => self.write_table(),
            XrefType::CrossReferenceStream => start = self.write_stream()?,
        }
        let tail = format!("startxref\n{start}\n%%EOF\n");
        self.bytes.extend_from_slice(tail.as_bytes());
        Ok(self.bytes)
    }

    fn write_table(&mut self) {
        let mut table = String::from("xref\n");
        for run in self.runs() {
            let first = run.first().map_or(0, |(id, ..)| *id);
            table.push_str(&format!("{first} {}\n", run.len()));
            for (_, place, generation) in run {
                table.push_str(&format!("{place:010} {generation:05} n \n"));
            }
        }
        table.push_str("trailer\n");
        self.bytes.extend_from_slice(table.as_bytes());
        let trailer = Object::Dictionary(self.trailer());
        object::write(&trailer, &mut self.bytes);
        self.bytes.push(b'\n');
    }

    fn write_stream(&mut self) -> Result<usize, PadesError> {
        let id = self.reserve();
        let start = self.bytes.len();
        self.places.insert(id.0, (start, 0));
        let mut index = Vec::new();
        let mut content = Vec::new();
        for run in self.runs() {
            let first = run.first().map_or(0, |(id, ..)| *id);
            index.extend([i64::from(first), run.len() as i64].map(Object::Integer));
            for (_, place, generation) in run {
                let place = u32::try_from(place).map_err(|_| PadesError::Unreadable("larger than 4 GiB".into()))?;
                content.push(1);
                content.extend_from_slice(&place.to_be_bytes());
                content.extend_from_slice(&generation.to_be_bytes());
            }
        }
        let mut dictionary = self.trailer();
        dictionary.set("Type", Object::Name(b"XRef".to_vec()));
        dictionary.set("W", [1, 4, 2].map(Object::Integer).to_vec());
        dictionary.set("Index", index);
        let stream = Object::Stream(Stream::new(dictionary, content));
        self.put(id, &stream);
        Ok(start)
    }

    /// Objects with consecutive numbers together.
    fn runs(&self) -> Vec<Vec<(u32, usize, u16)>> {
        let mut runs: Vec<Vec<(u32, usize, u16)>> = Vec::new();
        for (id, (place, generation)) in &self.places {
            let entry = (*id, *place, *generation);
            match runs.last_mut() {
                Some(run) if run.last().is_some_and(|last| last.0 + 1 == *id) => run.push(entry),
                _ => runs.push(vec![entry]),
            }
        }
        runs
    }

    fn trailer(&self) -> Dictionary {
        let mut trailer = Dictionary::new();
        trailer.set("Size", i64::from(self.next));
        trailer.set("Prev", self.previous.xref_start as i64);
        for key in ["Root", "Info", "ID"] {
            if let Ok(value) = self.previous.trailer.get(key.as_bytes()) {
                trailer.set(key, value.clone());
            }
        }
        trailer
    }
}
