//! The letters that villages get: texts with places for days and months.

use crate::domain::letter::Urgency;

use crate::config::regions::DISTRICT;

/// A letter's words.
pub(super) struct Post {
    /// Code of the sending office.
    pub sender: &'static str,
    pub kind: &'static str,
    pub classification: &'static str,
    pub urgency: Urgency,
    pub subject: &'static str,
    /// The subject of the one that came some weeks earlier.
    pub before: &'static str,
    pub attachment: &'static str,
    pub opening: &'static str,
    pub rows: &'static [(&'static str, &'static str)],
    pub closing: &'static str,
    /// What the village did about it.
    pub done: &'static str,
}

impl Post {
    const fn before(self, subject: &'static str) -> Self {
        Self { before: subject, ..self }
    }

    /// As printed beside "Sifat".
    pub fn urgency_word(&self) -> &'static str {
        match self.urgency {
            Urgency::Ordinary => "Biasa",
            Urgency::Urgent => "Segera",
            Urgency::VeryUrgent => "Amat segera",
        }
    }

    /// Who signed it: invented people with invented numbers.
    pub fn signer(&self) -> (&'static str, &'static str) {
        match self.sender {
            DISTRICT => ("Drs. Hartono, M.Si.", "197005121995031003"),
            "DINSOS" => ("Suharyanto, S.H., M.M.", "197108241996031002"),
            "DINKES" => ("dr. Retno Palupi, M.Kes.", "196911031999032001"),
            "DISPERMASDES" => ("Yosep Kurniadi, S.STP., M.Si.", "197603151995111001"),
            "DISDUKCAPIL" => ("Dra. Nanik Sulistyorini", "196807191993032004"),
            "BKUD" => ("Rudi Hermawan, S.E., M.M.", "197209091998031005"),
            "DISPERTANIKAP" => ("Ir. Wigati Sundari", "196706061994032003"),
            "BPBD" => ("Heru Subagya, S.T.", "197411202000031002"),
            "DISDIKBUDPORA" => ("Sukaton Pribadi, S.Pd., M.Pd.", "196905051992031006"),
            "DP3AKB" => ("Dewi Pramesti, S.K.M.", "197302022000032001"),
            "DISPAR" => ("Wiwin Setyaningsih, S.S.", "197812302005012002"),
            "DLH" => ("Nurhadi Santosa, S.T., M.T.", "197510101999031004"),
            "INSPEKTORAT" => ("Tri Widayati, S.E., Ak.", "196912121994032002"),
            "DISARPUS" => ("Mulat Budiarto, S.Sos.", "197001011991031003"),
            _ => ("Djarot Wibisono, S.Sos., M.M.", "196803211990031007"),
        }
    }
}

const INVITATION_END: &str = "Mengingat pentingnya acara, dimohon hadir tepat waktu dan tidak mewakilkan. Demikian atas \
     perhatian dan kehadirannya disampaikan terima kasih.";
const REPORT_END: &str = "Laporan dikirim melalui aplikasi atau pos-el kami. Demikian untuk menjadi perhatian dan \
     dilaksanakan.";

const fn invitation(
    sender: &'static str,
    classification: &'static str,
    subject: &'static str,
    opening: &'static str,
    rows: &'static [(&'static str, &'static str)],
) -> Post {
    Post {
        sender,
        kind: "Undangan",
        classification,
        urgency: Urgency::Ordinary,
        subject,
        before: subject,
        attachment: "-",
        opening,
        rows,
        closing: INVITATION_END,
        done: "Dihadiri Sekretaris Desa",
    }
}

const fn request(
    sender: &'static str,
    classification: &'static str,
    urgency: Urgency,
    subject: &'static str,
    opening: &'static str,
    rows: &'static [(&'static str, &'static str)],
) -> Post {
    Post {
        sender,
        kind: "Surat Dinas",
        classification,
        urgency,
        subject,
        before: subject,
        attachment: "1 (satu) berkas",
        opening,
        rows,
        closing: REPORT_END,
        done: "Data sudah dikirim lewat pos-el",
    }
}

const fn notice(
    sender: &'static str,
    classification: &'static str,
    subject: &'static str,
    opening: &'static str,
    rows: &'static [(&'static str, &'static str)],
) -> Post {
    Post {
        sender,
        kind: "Pemberitahuan",
        classification,
        urgency: Urgency::Ordinary,
        subject,
        before: subject,
        attachment: "-",
        opening,
        rows,
        closing: "Demikian untuk diketahui dan disebarluaskan kepada warga melalui Ketua RT dan RW.",
        done: "Diumumkan lewat RT dan papan pengumuman",
    }
}

/// Two rounds of them fill the inbox; the first one is the newest.
pub(super) const POST: [Post; 20] = [
    invitation(
        DISTRICT,
        "000.7.1.4",
        "Undangan Musrenbang Kecamatan Tahun {next_year}",
        "Dalam rangka penyusunan Rencana Kerja Pemerintah Daerah Tahun {next_year}, bersama ini kami mengundang Saudara \
         beserta Ketua BPD dan 3 (tiga) orang delegasi desa dalam Musyawarah Perencanaan Pembangunan tingkat kecamatan, \
         yang akan dilaksanakan pada:",
        &[
            ("Hari, tanggal", "{day}"),
            ("Pukul", "08.30 WIB s.d. selesai"),
            ("Tempat", "Pendopo Kecamatan Banyubiru"),
            ("Acara", "Musrenbang Kecamatan, usulan prioritas desa"),
        ],
    )
    .before("Undangan Pra-Musrenbang Kecamatan Tahun {next_year}"),
    request(
        "DINSOS",
        "400.9.14",
        Urgency::Urgent,
        "Permintaan Data Keluarga Penerima Manfaat (KPM) Triwulan {quarter} Tahun {year}",
        "Menindaklanjuti pemutakhiran Data Tunggal Sosial dan Ekonomi Nasional, dimohon Saudara memeriksa dan mengirim \
         daftar Keluarga Penerima Manfaat di desa masing-masing dengan ketentuan sebagai berikut:",
        &[
            ("Isi data", "NIK, nama, alamat, keterangan layak atau tidak layak"),
            ("Bentuk", "Berita acara musyawarah desa dan berkas XLSX"),
            ("Batas waktu", "{deadline}"),
        ],
    )
    .before("Verifikasi Data KPM PKH dan Program Sembako Bulan {month}"),
    notice(
        "DINKES",
        "400.7",
        "Jadwal Vaksinasi dan Pemberian Vitamin A Bulan {month} {year}",
        "Dalam rangka perlindungan kesehatan balita dan lanjut usia, Puskesmas Banyubiru akan melaksanakan vaksinasi \
         influenza bagi lansia dan pemberian vitamin A bagi balita, dengan jadwal sebagai berikut:",
        &[
            ("Hari, tanggal", "{day}"),
            ("Pukul", "08.00 s.d. 11.30 WIB"),
            ("Tempat", "Balai Desa dan pos posyandu masing-masing dusun"),
            ("Sasaran", "Balita 6–59 bulan dan lansia 60 tahun ke atas"),
        ],
    )
    .before("Jadwal Posyandu Balita dan Lansia Bulan {month} {year}"),
    request(
        "DISPERMASDES",
        "400.10.2.4",
        Urgency::Ordinary,
        "Pengingat Penyampaian RKPDes dan APBDes Tahun {next_year}",
        "Sesuai Peraturan Bupati tentang Pedoman Penyusunan APBDes, dimohon Saudara menyampaikan dokumen perencanaan dan \
         penganggaran desa untuk dievaluasi:",
        &[
            ("Dokumen", "RKPDes, rancangan APBDes, berita acara musdes"),
            ("Rangkap", "2 (dua), satu di antaranya berkas elektronik"),
            ("Batas waktu", "{deadline}"),
        ],
    )
    .before("Penyampaian Dokumen RKPDes dan APBDes Tahun {next_year}"),
    notice(
        "DISDUKCAPIL",
        "400.12.2.1",
        "Pelayanan Perekaman KTP-el Keliling Bulan {month}",
        "Dengan hormat diberitahukan bahwa Dinas Kependudukan dan Pencatatan Sipil melaksanakan pelayanan keliling \
         perekaman KTP-el pemula, pencetakan KIA dan aktivasi Identitas Kependudukan Digital:",
        &[
            ("Hari, tanggal", "{day}"),
            ("Pukul", "09.00 s.d. 13.00 WIB"),
            ("Tempat", "Balai Desa Banyubiru"),
            ("Syarat", "Fotokopi kartu keluarga"),
        ],
    )
    .before("Pelayanan KIA dan KTP-el Pemula di Sekolah Bulan {month}"),
    invitation(
        DISTRICT,
        "400.10.2.5",
        "Undangan Rapat Koordinasi Kepala Desa Bulan {month}",
        "Mengharap kehadiran Saudara pada rapat koordinasi rutin yang akan dilaksanakan pada:",
        &[
            ("Hari, tanggal", "{day}"),
            ("Pukul", "09.00 WIB"),
            ("Tempat", "Aula Kecamatan Banyubiru"),
            ("Acara", "Evaluasi pelunasan PBB-P2, kamtibmas, dan penanganan stunting"),
        ],
    ),
    request(
        "BKUD",
        "900.1.13.1",
        Urgency::Urgent,
        "Percepatan Pelunasan PBB-P2 Tahun {year}",
        "Berdasarkan hasil rekonsiliasi penerimaan PBB-P2, realisasi desa Saudara belum mencapai sasaran. Sehubungan dengan \
         hal tersebut dimohon:",
        &[
            ("Tindakan", "Penagihan aktif oleh perangkat dan kepala dusun"),
            ("Penyetoran", "Bank Jateng atau kanal QRIS"),
            ("Batas waktu", "{deadline}"),
        ],
    )
    .before("Realisasi Penerimaan PBB-P2 sampai dengan Triwulan III {year}"),
    notice(
        "DISPERTANIKAP",
        "500",
        "Tambahan Alokasi Pupuk Bersubsidi Musim Rendeng",
        "Disampaikan alokasi pupuk bersubsidi bagi kelompok tani di wilayah Kecamatan Banyubiru dan jadwal tanam serempak \
         di lahan sekitar Rawa Pening sebagai berikut:",
        &[
            ("Penebusan mulai", "{deadline}"),
            ("Kios", "KPL Tani Makmur, Banyubiru"),
            ("Syarat", "KTP dan terdaftar dalam e-RDKK"),
        ],
    )
    .before("Alokasi Pupuk Bersubsidi dan Jadwal Tanam Musim Rendeng"),
    Post {
        sender: "BPBD",
        kind: "Surat Edaran",
        classification: "300.2",
        urgency: Urgency::VeryUrgent,
        subject: "Peningkatan Kewaspadaan Banjir dan Tanah Longsor Bulan {month} {year}",
        before: "Kewaspadaan Bencana Hidrometeorologi Musim Hujan {year}",
        attachment: "-",
        opening: "Memperhatikan prakiraan BMKG tentang peningkatan curah hujan, kepada seluruh kepala desa di lereng \
                  Telomoyo dan sekitar Rawa Pening diminta meningkatkan kewaspadaan terhadap banjir dan tanah longsor:",
        rows: &[
            ("Langkah", "Piket siaga desa, pembersihan saluran, pemetaan warga rentan"),
            ("Laporan", "Setiap kejadian dilaporkan dalam 1 jam ke Pusdalops BPBD"),
            ("Berlaku", "Sampai dengan {deadline} dan dapat diperpanjang"),
        ],
        closing: "Demikian untuk dilaksanakan dengan penuh tanggung jawab.",
        done: "Piket siaga dibentuk, RT sudah diberi tahu",
    },
    invitation(
        "DISPERMASDES",
        "400.10.2.4",
        "Perubahan Jadwal Bimbingan Teknis Siskeudes Tahun {year}",
        "Dalam rangka peningkatan kapasitas pengelola keuangan desa, dimohon menugaskan Kaur Keuangan dan Sekretaris Desa \
         mengikuti bimbingan teknis pada:",
        &[
            ("Hari, tanggal", "{day}"),
            ("Pukul", "08.00 s.d. 15.30 WIB"),
            ("Tempat", "Aula Dispermasdes, Ungaran"),
            ("Membawa", "Laptop dan cadangan data Siskeudes"),
        ],
    )
    .before("Undangan Bimbingan Teknis Siskeudes Tahun {year}"),
    request(
        "DP3AKB",
        "400.7",
        Urgency::Ordinary,
        "Data Balita Berisiko Stunting dan Ibu Hamil Kekurangan Energi Kronis",
        "Dalam rangka intervensi serentak penurunan stunting, dimohon Saudara bersama kader dan bidan desa menyampaikan:",
        &[
            ("Data", "Nama balita, hasil ukur bulan {month}, nama orang tua"),
            ("Bentuk", "Lembar rekapitulasi terlampir"),
            ("Batas waktu", "{deadline}"),
        ],
    )
    .before("Data Ibu Hamil Risiko Tinggi dan Rencana Persalinan"),
    notice(
        "DISDIKBUDPORA",
        "400.3.3.2",
        "Penyaluran Program Indonesia Pintar Tahap III Tahun {year}",
        "Disampaikan bahwa pencairan dana Program Indonesia Pintar bagi peserta didik SD dan SMP tahap ini dilayani di bank \
         penyalur, dengan ketentuan:",
        &[
            ("Mulai", "{deadline}"),
            ("Tempat", "BRI Unit Banyubiru, pukul 08.00 s.d. 14.00 WIB"),
            ("Syarat", "Surat pengantar desa, KTP orang tua, kartu pelajar"),
        ],
    )
    .before("Penyaluran Program Indonesia Pintar Tahap II Tahun {year}"),
    invitation(
        "DISPAR",
        "500.3",
        "Undangan Pemantapan Festival Rawa Pening Tahun {year}",
        "Sehubungan dengan penyelenggaraan Festival Rawa Pening, bersama ini kami mengundang Saudara beserta ketua \
         Pokdarwis dalam rapat persiapan pada:",
        &[
            ("Hari, tanggal", "{day}"),
            ("Pukul", "13.00 WIB"),
            ("Tempat", "Objek Wisata Bukit Cinta, Kebondowo"),
            ("Acara", "Pembagian tugas desa penyangga, bazar UMKM"),
        ],
    )
    .before("Undangan Persiapan Festival Rawa Pening Tahun {year}"),
    request(
        "INSPEKTORAT",
        "700.1.2",
        Urgency::Urgent,
        "Perubahan Jadwal Pemeriksaan Reguler Keuangan Desa Triwulan {quarter}",
        "Berdasarkan Program Kerja Pengawasan Tahunan, Tim Inspektorat akan melaksanakan pemeriksaan reguler di desa \
         Saudara. Untuk kelancaran dimohon menyiapkan:",
        &[
            ("Mulai", "{day}"),
            ("Dokumen", "BKU, SPJ, kuitansi asli, buku bank, daftar aset"),
            ("Pendamping", "Sekretaris Desa dan Kaur Keuangan"),
        ],
    )
    .before("Jadwal Pemeriksaan Reguler Pengelolaan Keuangan Desa Triwulan {quarter}"),
    notice(
        "DLH",
        "600",
        "Gerakan Bersih Eceng Gondok Rawa Pening Bulan {month}",
        "Dalam rangka pemeliharaan kawasan Rawa Pening, akan dilaksanakan gerakan bersama pembersihan eceng gondok dengan \
         melibatkan warga desa sekitar:",
        &[
            ("Hari, tanggal", "{day}"),
            ("Pukul", "06.30 WIB s.d. selesai"),
            ("Titik kumpul", "Dermaga Kebondowo dan Dusun Rapet, Banyubiru"),
            ("Peserta", "20 orang setiap desa, membawa sabit dan karung"),
        ],
    ),
    invitation(
        "SETDA",
        "100.3.3.2",
        "Undangan Pembinaan Penyusunan Peraturan Desa Tahap II",
        "Dalam rangka tertib penyusunan produk hukum desa, Bagian Hukum Sekretariat Daerah mengundang Saudara dan Ketua BPD \
         pada:",
        &[
            ("Hari, tanggal", "{day}"),
            ("Pukul", "09.00 WIB"),
            ("Tempat", "Ruang Rapat Dharma Satya, Kantor Bupati Semarang"),
            ("Acara", "Evaluasi Perdes pungutan dan Perdes APBDes"),
        ],
    )
    .before("Undangan Pembinaan Penyusunan Peraturan Desa Tahap I"),
    request(
        DISTRICT,
        "400.12.4",
        Urgency::Ordinary,
        "Laporan Kependudukan dan Mutasi Penduduk Bulan {month}",
        "Untuk tertib administrasi kependudukan, dimohon Saudara mengirim laporan bulanan:",
        &[
            ("Isi", "Jumlah penduduk, kelahiran, kematian, pindah, datang"),
            ("Bentuk", "Buku rekapitulasi jumlah penduduk"),
            ("Batas waktu", "Tanggal 5 setiap bulan, paling lambat {deadline}"),
        ],
    )
    .before("Laporan Kelahiran dan Kematian Bulan {month}"),
    notice(
        "DISARPUS",
        "000.5.3.1",
        "Perpanjangan Pendaftaran Lomba Tertib Arsip Desa Tahun {year}",
        "Dalam rangka Gerakan Nasional Sadar Tertib Arsip, diselenggarakan lomba tertib arsip desa dengan ketentuan:",
        &[
            ("Pendaftaran", "Sampai dengan {deadline}"),
            ("Penilaian", "Buku agenda, ekspedisi, penataan berkas, sarana simpan"),
            ("Juara", "Mewakili kabupaten ke tingkat provinsi"),
        ],
    )
    .before("Lomba Tertib Arsip Desa Tingkat Kabupaten Tahun {year}"),
    invitation(
        "KESBANGPOL",
        "200.1.2",
        "Undangan Rapat Kewaspadaan Dini Masyarakat",
        "Dalam rangka memelihara ketenteraman dan ketertiban, dimohon kehadiran Saudara pada rapat Forum Kewaspadaan Dini \
         Masyarakat:",
        &[
            ("Hari, tanggal", "{day}"),
            ("Pukul", "09.30 WIB"),
            ("Tempat", "Aula Kesbangpol, Ungaran"),
            ("Acara", "Pemetaan potensi konflik dan pengamanan akhir tahun"),
        ],
    ),
    request(
        "DISKOMINFO",
        "400.14",
        Urgency::Ordinary,
        "Pengingat Pendataan Titik Layanan Internet Desa",
        "Dalam rangka pemerataan layanan Sistem Pemerintahan Berbasis Elektronik sampai desa, dimohon Saudara mengisi \
         pendataan:",
        &[
            ("Data", "Penyedia internet, kecepatan, jumlah komputer, nama operator"),
            ("Lewat", "Formulir elektronik Diskominfo"),
            ("Batas waktu", "{deadline}"),
        ],
    )
    .before("Pendataan Titik Layanan Internet dan Perangkat Desa"),
];
