//! The signature field: its dictionaries, and the place where the signature goes.

use std::ops::Range;

use jiff::tz;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::object::{self, text};
use super::update::Update;
use super::{PadesError, Request};

/// Room for the CMS: some 1.5 KB with one certificate and P-256, the rest for a chain.
const ROOM: usize = 8192;
/// Printed, and not to be moved or deleted.
const FLAGS: i64 = 4 + 128;
/// Signatures exist, and the file may only be extended.
const SIG_FLAGS: i64 = 1 + 2;
/// `/ByteRange` is written last, over as many digits as any file needs.
const RANGE_DIGITS: usize = 10;

/// A file that lacks only its signature.
pub(super) struct Placed {
    pub bytes: Vec<u8>,
    /// The `<000…>` that the signature does not cover.
    pub contents: Range<usize>,
}

/// Adds a signature field to a file.
pub(super) fn place(pdf: &[u8], request: &Request) -> Result<Placed, PadesError> {
    let document = Document::load_mem(pdf).map_err(unreadable)?;
    if document.is_encrypted() || document.xref_recovery.is_some() {
        return Err(PadesError::Unreadable("encrypted or damaged".into()));
    }
    let mut update = Update::new(pdf, &document);
    let (signature, widget) = (update.reserve(), update.reserve());
    let appearance = update.reserve();
    let page = page_id(&document, request)?;

    let mut changes = Changes::new(&document);
    changes.append(page, b"Annots", widget)?;
    let root = document.trailer.get(b"Root").and_then(Object::as_reference);
    let name = changes.add_field(root.map_err(unreadable)?, widget, &mut update)?;

    let slots = update.put_with(signature, |bytes| write_signature(request, bytes));
    let rectangle = rectangle(request);
    update.put(appearance, &empty_appearance(&rectangle));
    let widget_dictionary = widget_of(&name, &rectangle, page, signature, appearance);
    update.put(widget, &Object::Dictionary(widget_dictionary));
    for (id, value) in changes.objects {
        update.put(id, &value);
    }
    let mut bytes = update.finish()?;
    fill_range(&mut bytes, &slots)?;
    Ok(Placed { bytes, contents: slots.contents })
}

fn page_id(document: &Document, request: &Request) -> Result<ObjectId, PadesError> {
    let number = request.area.map_or(1, |area| area.page);
    let missing = || PadesError::Unreadable(format!("there is no page {number}"));
    document.get_pages().get(&number).copied().ok_or_else(missing)
}

fn rectangle(request: &Request) -> [f32; 4] {
    request.area.map_or([0.0; 4], |area| [area.x0, area.y0, area.x1, area.y1])
}

fn widget_of(
    name: &str,
    rectangle: &[f32; 4],
    page: ObjectId,
    signature: ObjectId,
    appearance: ObjectId,
) -> Dictionary {
    let mut normal = Dictionary::new();
    normal.set("N", Object::Reference(appearance));
    let mut widget = Dictionary::new();
    widget.set("Type", Object::Name(b"Annot".to_vec()));
    widget.set("Subtype", Object::Name(b"Widget".to_vec()));
    widget.set("FT", Object::Name(b"Sig".to_vec()));
    widget.set("T", text(name));
    widget.set("F", FLAGS);
    widget.set("Rect", rectangle.map(Object::Real).to_vec());
    widget.set("P", Object::Reference(page));
    widget.set("V", Object::Reference(signature));
    widget.set("AP", normal);
    widget
}

fn empty_appearance([x0, y0, x1, y1]: &[f32; 4]) -> Object {
    let mut form = Dictionary::new();
    form.set("Type", Object::Name(b"XObject".to_vec()));
    form.set("Subtype", Object::Name(b"Form".to_vec()));
    form.set("BBox", [0.0, 0.0, x1 - x0, y1 - y0].map(Object::Real).to_vec());
    form.set("Resources", Dictionary::new());
    Object::Stream(Stream::new(form, Vec::new()))
}

/// Where the two parts of the signature dictionary are that are filled in later.
struct Slots {
    range: Range<usize>,
    contents: Range<usize>,
}

fn write_signature(request: &Request, bytes: &mut Vec<u8>) -> Slots {
    let mut head = Dictionary::new();
    head.set("Type", Object::Name(b"Sig".to_vec()));
    head.set("Filter", Object::Name(b"Adobe.PPKLite".to_vec()));
    head.set("SubFilter", Object::Name(b"ETSI.CAdES.detached".to_vec()));
    head.set("M", text(&date(request.at)));
    head.set("Name", text(request.name));
    object::write(&Object::Dictionary(head), bytes);
    // The dictionary goes on: its end comes after the slots.
    bytes.truncate(bytes.len() - b">>".len());
    bytes.extend_from_slice(b"/ByteRange ");
    let start = bytes.len();
    bytes.resize(start + "[0   ]".len() + 3 * RANGE_DIGITS, b' ');
    let range = start..bytes.len();
    bytes.extend_from_slice(b" /Contents ");
    let start = bytes.len();
    bytes.push(b'<');
    bytes.resize(start + 1 + 2 * ROOM, b'0');
    bytes.push(b'>');
    let contents = start..bytes.len();
    bytes.extend_from_slice(b" >>");
    Slots { range, contents }
}

fn fill_range(bytes: &mut [u8], slots: &Slots) -> Result<(), PadesError> {
    let (start, end) = (slots.contents.start, slots.contents.end);
    let text = format!("[0 {start} {end} {}]", bytes.len() - end);
    let slot = bytes
        .get_mut(slots.range.clone())
        .and_then(|slot| slot.get_mut(..text.len()))
        .ok_or_else(|| PadesError::Unreadable("too large".into()))?;
    slot.copy_from_slice(text.as_bytes());
    Ok(())
}

/// A PDF date in western Indonesian time.
fn date(at: jiff::Timestamp) -> String {
    let there = at.to_zoned(tz::TimeZone::fixed(tz::offset(7)));
    there.strftime("D:%Y%m%d%H%M%S+07'00'").to_string()
}

fn unreadable(error: lopdf::Error) -> PadesError {
    PadesError::Unreadable(error.to_string())
}

/// The objects of the file that change.
struct Changes<'a> {
    document: &'a Document,
    objects: Vec<(ObjectId, Object)>,
}

impl<'a> Changes<'a> {
    fn new(document: &'a Document) -> Self {
        Self { document, objects: Vec::new() }
    }

    fn dictionary(&self, id: ObjectId) -> Result<Dictionary, PadesError> {
        let dictionary = self.document.get_dictionary(id).map_err(unreadable)?;
        Ok(dictionary.clone())
    }

    /// Appends a reference to a list in the dictionary with that id.
    fn append(&mut self, id: ObjectId, key: &[u8], item: ObjectId) -> Result<(), PadesError> {
        let mut dictionary = self.dictionary(id)?;
        if self.append_in(&mut dictionary, key, item)? {
            self.objects.push((id, Object::Dictionary(dictionary)));
        }
        Ok(())
    }

    /// Appends a reference to a list; `true` when the dictionary itself
    /// changed, and not a list that it refers to.
    fn append_in(&mut self, dictionary: &mut Dictionary, key: &[u8], item: ObjectId) -> Result<bool, PadesError> {
        match dictionary.get_mut(key) {
            Ok(Object::Array(list)) => list.push(Object::Reference(item)),
            Ok(Object::Reference(id)) => {
                let list = self.document.get_object(*id).and_then(Object::as_array);
                let mut list = list.map_err(unreadable)?.clone();
                list.push(Object::Reference(item));
                self.objects.push((*id, Object::Array(list)));
                return Ok(false);
            }
            _ => dictionary.set(key, vec![Object::Reference(item)]),
        }
        Ok(true)
    }

    /// Adds the field to the form, which is made where there is none. Gives
    /// the name of the field.
    fn add_field(&mut self, root: ObjectId, widget: ObjectId, update: &mut Update) -> Result<String, PadesError> {
        let mut catalog = self.dictionary(root)?;
        let existing = catalog.get(b"AcroForm").cloned().unwrap_or(Object::Null);
        let mut form = match &existing {
            Object::Reference(id) => self.dictionary(*id)?,
            Object::Dictionary(form) => form.clone(),
            _ => Dictionary::new(),
        };
        let fields = form.get_deref(b"Fields", self.document);
        let count = fields.and_then(Object::as_array).map_or(0, Vec::len);
        self.append_in(&mut form, b"Fields", widget)?;
        form.set("SigFlags", SIG_FLAGS);
        let form = Object::Dictionary(form);
        match existing {
            Object::Reference(id) => self.objects.push((id, form)),
            other => {
                if matches!(other, Object::Dictionary(_)) {
                    catalog.set("AcroForm", form);
                } else {
                    let id = update.reserve();
                    catalog.set("AcroForm", Object::Reference(id));
                    self.objects.push((id, form));
                }
                self.objects.push((root, Object::Dictionary(catalog)));
            }
        }
        Ok(format!("TandaTangan{}", count + 1))
    }
}
