//! Writes PDF objects. The reader's library writes whole files only.

use lopdf::{Dictionary, Object, StringFormat};

/// Appends an object in the syntax of a PDF file.
pub(super) fn write(object: &Object, to: &mut Vec<u8>) {
    match object {
        Object::Null => to.extend_from_slice(b"null"),
        Object::Boolean(value) => to.extend_from_slice(value.to_string().as_bytes()),
        Object::Integer(value) => to.extend_from_slice(value.to_string().as_bytes()),
        // Rust writes the shortest decimal that reads back as the same number,
        // without an exponent.
        Object::Real(value) => to.extend_from_slice(value.to_string().as_bytes()),
        Object::Name(name) => write_name(name, to),
        Object::String(bytes, StringFormat::Literal) => write_literal(bytes, to),
        Object::String(bytes, StringFormat::Hexadecimal) => {
            to.push(b'<');
            to.extend_from_slice(hex::encode_upper(bytes).as_bytes());
            to.push(b'>');
        }
        Object::Array(items) => {
            to.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    to.push(b' ');
                }
                write(item, to);
            }
            to.push(b']');
        }
        Object::Dictionary(dictionary) => write_dictionary(dictionary, to),
        Object::Stream(stream) => {
            write_dictionary(&stream.dict, to);
            to.extend_from_slice(b"\nstream\n");
            to.extend_from_slice(&stream.content);
            to.extend_from_slice(b"\nendstream");
        }
        Object::Reference((id, generation)) => {
            to.extend_from_slice(format!("{id} {generation} R").as_bytes());
        }
    }
}

fn write_literal(bytes: &[u8], to: &mut Vec<u8>) {
    to.push(b'(');
    for byte in bytes {
        match byte {
            b'(' | b')' | b'\\' => to.extend_from_slice(&[b'\\', *byte]),
            b' '..=b'~' => to.push(*byte),
            _ => to.extend_from_slice(format!("\\{byte:03o}").as_bytes()),
        }
    }
    to.push(b')');
}

fn write_dictionary(dictionary: &Dictionary, to: &mut Vec<u8>) {
    to.extend_from_slice(b"<<");
    for (key, value) in dictionary {
        to.push(b' ');
        write_name(key, to);
        to.push(b' ');
        write(value, to);
    }
    to.extend_from_slice(b" >>");
}

fn write_name(name: &[u8], to: &mut Vec<u8>) {
    to.push(b'/');
    for byte in name {
        if byte.is_ascii_alphanumeric() || b"-_.+*:@".contains(byte) {
            to.push(*byte);
        } else {
            to.extend_from_slice(format!("#{byte:02X}").as_bytes());
        }
    }
}

/// A text string: ASCII as it is, everything else as UTF-16 with its mark.
pub(super) fn text(text: &str) -> Object {
    if text.is_ascii() {
        return Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
    }
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    let bytes = units.flat_map(u16::to_be_bytes).collect();
    Object::String(bytes, StringFormat::Hexadecimal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_read_back_as_they_were() {
        let mut dictionary = Dictionary::new();
        dictionary.set("A b#", Object::Real(609.4488));
        dictionary.set("Kosong", Object::Null);
        dictionary.set("List", vec![Object::Integer(-3), Object::Boolean(true)]);
        dictionary.set("Ref", Object::Reference((12, 0)));
        dictionary.set("Teks", text("Désa (1)"));
        dictionary.set("Arti", text("(a)\\\n"));
        let mut bytes = Vec::new();
        write(&Object::Dictionary(dictionary), &mut bytes);
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "<< /A#20b#23 609.4488 /Kosong null /List [-3 true] /Ref 12 0 R \
             /Teks <FEFF004400E9007300610020002800310029> /Arti (\\(a\\)\\\\\\012) >>"
        );
    }
}
