//! What citizens need a surat pengantar for, and who needs it.

use crate::domain::resident::Resident;

/// A purpose in a citizen's words.
pub(super) struct Purpose {
    /// Keperluan.
    pub text: &'static str,
    /// Ditujukan kepada.
    pub to: &'static str,
    /// Whom it suits, with their age.
    pub suits: fn(&Resident, i32) -> bool,
    /// A parent asks for a child.
    pub for_child: bool,
}

const fn own(text: &'static str, to: &'static str, suits: fn(&Resident, i32) -> bool) -> Purpose {
    Purpose { text, to, suits, for_child: false }
}

const fn child(text: &'static str, to: &'static str, suits: fn(&Resident, i32) -> bool) -> Purpose {
    Purpose { text, to, suits, for_child: true }
}

fn works_as(resident: &Resident, jobs: &[&str]) -> bool {
    jobs.contains(&resident.occupation.as_str())
}

/// All of them.
pub(super) const PURPOSES: [Purpose; 24] = [
    own("Melamar pekerjaan di PT Ungaran Sari Garments, Bergas", "PT Ungaran Sari Garments", |_, age| {
        (18..33).contains(&age)
    }),
    own("Melamar pekerjaan sebagai operator produksi", "PT Sido Muncul, Bergas", |_, age| (18..30).contains(&age)),
    own("Pengurusan SKCK untuk melamar pekerjaan", "Kapolsek Banyubiru", |_, age| (18..40).contains(&age)),
    own("Pengurusan SKCK untuk pendaftaran CPNS", "Kapolres Semarang", |_, age| (20..35).contains(&age)),
    own("Pembukaan rekening tabungan", "BRI Unit Banyubiru", |_, age| age >= 18),
    own("Pembukaan rekening tabungan Simpel pelajar", "Bank Jateng Cabang Ambarawa", |who, age| {
        age >= 17 && works_as(who, &["Pelajar/Mahasiswa"])
    }),
    own("Pengajuan Kredit Usaha Rakyat (KUR) untuk usaha dagang", "BRI Unit Banyubiru", |who, _| {
        works_as(who, &["Pedagang", "Wiraswasta"])
    }),
    own("Pengajuan pinjaman modal usaha tani", "BKK Banyubiru", |who, _| {
        works_as(who, &["Petani/Pekebun", "Peternak", "Nelayan/Perikanan"])
    }),
    own(
        "Pendaftaran kepesertaan BPJS Kesehatan mandiri kelas 3",
        "BPJS Kesehatan Kantor Kabupaten Semarang",
        |_, age| age >= 21,
    ),
    own("Pengaktifan kembali BPJS Kesehatan PBI yang nonaktif", "Dinas Sosial Kabupaten Semarang", |_, age| age >= 30),
    own("Pengurusan kartu tani dan penebusan pupuk bersubsidi", "Balai Penyuluhan Pertanian Banyubiru", |who, _| {
        works_as(who, &["Petani/Pekebun", "Buruh Tani/Perkebunan"])
    }),
    own("Pengurusan paspor untuk ibadah umrah", "Kantor Imigrasi Kelas I TPI Semarang", |who, age| {
        age >= 35 && who.religion == "Islam"
    }),
    own("Pendaftaran magang kerja ke Jepang", "LPK Bina Karya Salatiga", |_, age| (18..27).contains(&age)),
    own("Persyaratan pernikahan di KUA", "KUA Kecamatan Banyubiru", |who, age| {
        (20..40).contains(&age) && who.marital == "Belum Kawin" && who.religion == "Islam"
    }),
    own("Pengurusan kehilangan buku tabungan dan kartu ATM", "Kapolsek Banyubiru", |_, age| age >= 20),
    own("Pengurusan kehilangan STNK sepeda motor", "Kapolsek Banyubiru", |_, age| (18..65).contains(&age)),
    own("Pasang baru listrik 900 VA", "PLN ULP Ambarawa", |who, _| who.family_position == "Kepala Keluarga"),
    own("Pengambilan pensiun janda", "PT Taspen (Persero) Cabang Semarang", |who, age| {
        age >= 58 && who.marital == "Cerai Mati"
    }),
    own("Pengajuan beasiswa KIP Kuliah", "UIN Salatiga", |who, age| {
        (17..22).contains(&age) && works_as(who, &["Pelajar/Mahasiswa"])
    }),
    own("Pengurusan perubahan data pekerjaan pada KTP-el", "Dinas Kependudukan dan Pencatatan Sipil", |_, age| {
        age >= 25
    }),
    child("Pendaftaran peserta didik baru di SMP Negeri 1 Banyubiru", "SMP Negeri 1 Banyubiru", |_, age| {
        (11..14).contains(&age)
    }),
    child("Pencairan dana Program Indonesia Pintar (PIP)", "BRI Unit Banyubiru", |_, age| (7..16).contains(&age)),
    child("Keringanan biaya rawat inap anak", "RSUD dr. Gunawan Mangunkusumo", |_, age| (1..15).contains(&age)),
    child("Perbaikan nama pada akta kelahiran anak", "Dinas Kependudukan dan Pencatatan Sipil", |_, age| {
        (1..16).contains(&age)
    }),
];

/// Remarks that an operator typed freely; whoever signs should look at them.
pub(super) const REMARKS: [&str; 4] = [
    "Yang bersangkutan benar warga kami dan berkelakuan baik",
    "Nama pada ijazah ditulis dengan ejaan lama",
    "Surat lama hilang, diterbitkan yang baru",
    "Diurus sendiri oleh yang bersangkutan",
];

/// Why an approver sent a letter back.
pub(super) const APPROVERS_REASONS: [&str; 3] = [
    "Keperluan kurang jelas, sebutkan nama banknya",
    "Ditujukan kepada siapa belum diisi",
    "Cek lagi pekerjaan pemohon, di KK tertulis lain",
];

/// What an applicant must still bring.
pub(super) const APPLICANTS_REASONS: [&str; 3] = [
    "KK asli belum dibawa, akan kembali besok",
    "Pengantar RT belum ada tanda tangan Ketua RT",
    "KTP sudah tidak terbaca, diminta membawa KIA atau ijazah",
];

/// What villages pay for: purpose, amount in rupiah, activity and account.
pub(super) const RECEIPTS: [(&str, &str, &str); 3] = [
    (
        "Pemberian makanan tambahan Posyandu Melati bulan ini, 45 porsi",
        "1.350.000",
        "2.2.02 Penyelenggaraan Posyandu, 5.2.1.05",
    ),
    (
        "Upah tenaga kerja rabat beton RT 03 RW 05, 6 orang 4 hari",
        "2.880.000",
        "2.3.11 Pemeliharaan Jalan Lingkungan, 5.3.5.02",
    ),
    (
        "Konsumsi musyawarah desa penyusunan RKPDes, 60 kotak",
        "900.000",
        "1.4.01 Penyelenggaraan Musyawarah Desa, 5.2.1.06",
    ),
];
