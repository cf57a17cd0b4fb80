//! Letters for tests.

use super::job::{Final, Signer};

/// A snapshot with that many rows.
pub(crate) fn snapshot(policy: &str, rows: usize) -> Vec<u8> {
    let all = [
        ("Nama lengkap", "SRI WAHYUNI"),
        ("Tempat/tanggal lahir", "Kabupaten Semarang, 14 Maret 1998"),
        ("Keperluan", "Melamar pekerjaan di PT Sido Maju, Ungaran"),
        ("Umur", "28 tahun"),
        ("Warga negara", "Indonesia"),
        ("Agama", "Islam"),
        ("Jenis kelamin", "Perempuan"),
        ("Pekerjaan", "Karyawan swasta"),
        ("Tempat tinggal", "Dusun Demakan RT 003 RW 002, Desa Banyubiru, Kecamatan Banyubiru, Kabupaten Semarang"),
        ("Surat bukti diri", "KTP 3322125403980001, KK 3322121203080004"),
        ("Berlaku", "24 November 2026 s/d 24 Desember 2026"),
        ("Keterangan lain", "Orang tersebut benar-benar penduduk kami"),
    ];
    let rows: Vec<_> = (0..rows)
        .map(|index| {
            let (label, value) = all[index % all.len()];
            serde_json::json!({"label": label, "value": value})
        })
        .collect();
    serde_json::json!({
        "v": 1,
        "letter_type": {"slug": "surat-pengantar", "version": 1, "name": "Surat Pengantar", "template": "00"},
        "policy": policy,
        "classification": "400.10.2.2",
        "letterhead": {
            "regency": "Pemerintah Kabupaten Semarang",
            "district": "Kecamatan Banyubiru",
            "office": "Desa Banyubiru",
            "address": "Jalan Raya Banyubiru No. 1, Banyubiru 50664",
            "contact": "Telepon (0298) 591234, surel desa@banyubiru.example"
        },
        "place": "Banyubiru",
        "prepared_on": "2026-11-24",
        "title": "Surat Pengantar",
        "opening": "Yang bertanda tangan di bawah ini Kepala Desa Banyubiru, Kecamatan Banyubiru, Kabupaten Semarang, menerangkan bahwa:",
        "rows": rows,
        "closing": "Demikian surat pengantar ini dibuat untuk dipergunakan sebagaimana mestinya.",
        "signer": {"official": "0193a1b0-0000-7000-8000-000000000001", "title": "Kepala Desa Banyubiru",
            "name": "ANGGORO", "nip": null, "capacity": "definitive", "line": null},
        "holder": "Sri Wahyuni"
    })
    .to_string()
    .into_bytes()
}

/// Number, date and signer of the final letter.
pub(crate) fn last() -> Final {
    Final {
        number: "400.10.2.2/0123/XI/2026".into(),
        date: jiff::civil::date(2026, 11, 24),
        verify_url: Some("https://serasi.semarangkab.go.id/v/7f3c9a2b1d4e".into()),
        signer: Signer {
            title: "Kepala Desa Banyubiru".into(),
            name: "ANGGORO".into(),
            capacity: "definitive".into(),
            ..Signer::default()
        },
    }
}
