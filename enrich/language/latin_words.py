"""Everyday words of the languages written in Latin letters, as far as they tell one from another.

Own lists, folded as `compoundwatch.text.fold` folds (no diacritics). A word that two unlike languages use (`can`, `me`, `on`) may
stand in both lists. What Indonesian and Malay share stands in `_MALAY` alone: it tells the pair from all others, and
nothing within the pair.
"""

from __future__ import annotations

from collections.abc import Mapping

_MALAY = """
dan yang di ke ini itu ada dari akan atau pada kepada untuk dengan dalam tidak sudah juga lebih banyak semua setiap seperti saya
kami kita mereka anda orang hari bulan tahun minggu jam kerja bekerja pekerjaan gaji makan minum tempat tinggal rumah masuk
keluar baru baik bagus besar kecil tinggi mudah senang cari mencari minat berminat terus bayar dibayar percuma pengalaman umur
tanpa jika kalau apa siapa mana bila sini sana dapat buat ambil jadi satu dua tiga empat lima anak muda antara oleh syarat tetap
sementara jaga pandai rajin jujur tamat sekolah bersih masak kedai daerah
"""

_WORDS = {
    "en": """
the of and to for with you your we our is are am this that these those will from or not have has had any all per who must can
only please be been was were at on it its as if by they them their he she his her i my looking need needs needed require
required send contact work working works worker workers job jobs hiring hire wanted apply now free start starts today tomorrow
monday earn from home no nothing fee fees staff help there here what when where how which would should could do does did done
dont about after before more most very good great best every day days week weeks weekly month monthly months hour hours time
people company pay paid pays salary experience experienced call get gets just into out up new one two three four five also
because own both than then into over under through until within without each other first last next easy big high low money room
meals food beach kitchen driver drivers cook cooks waiter waiters typist typists girls boys men women miss chance chances visa
arranged available join urgent urgently vacancy vacancies position positions provided include includes included offer offers
offering team ur pls asap interview training english speak speaking computer office city country abroad overseas between several
some many much make take come go going back like know want wants never always still while against during world being same later
such was may might
""",
    "id": """
lowongan loker perusahaan karyawan karyawati kantor bisa uang mobil karena gratis butuh dibutuhkan nomor minimal usia dicari
lulusan kirim lamaran juta rupiah rp nggak gak ngga enggak kalian cewek cowok wawancara libur bandara cuma banget kamu gaes
pelamar jaminan berangkat paspor penempatan kabupaten kecamatan membuka wanita pria langsung biaya segera secepatnya ditanggung
penginapan kuliah kartu resmi sampai bikin udah aja lagi dapet mau temen pengen ga hanya seorang sopir truk melamar hingga
menjadi sangat kapan apakah bagaimana mengapa sedang berbicara kebutuhan jakarta diutamakan dipungut apapun nyetir gede enak
toko warnet ojek pabrik restoran kasir kos kost jumat sabtu senin selasa rabu kamis gajian mess lembur lulus ijazah keterampilan
keahlian ekonomi perekonomian menurut tersebut namun sehingga merupakan terhadap beberapa negeri dong deh sih nih kok kayak
gimana gue elu lo wa dm japri gan sis kak mbak mas pake utk yg dgn krn dll sdh blm tdk jd
""",
    "ms": """
jawatan kekosongan syarikat pekerja pejabat boleh wang kereta kerana sahaja perlukan diperlukan nombor hantar sesiapa pasport
awak korang nak tak je kat dekat sebab ringgit rm ialah kilang cuti sila bilik elaun telefon mesej borang jumaat temuduga
kelayakan asas pengambilan hospitaliti gerai pembantu juruwang jurujual lelaki bahawa manakala tawaran ikut khamis sebulan
sekepala lapangan bersiap warganegara omputih fon bro sis geng tempatan kerajaan beliau pelbagai mahupun iaitu isnin polis
berumur cina bercakap ditawarkan disediakan urus luar negara selepas belum pernah tiada pun kosong awam gandaan rabu sabtu kawan
duit seronok macam camni camtu dorang diorang aku hang hampa kitorang pemandu lori hujung ahad selasa berkenaan hendaklah ketika
kemudian sekiranya adalah merupakan kemasukan pendaftaran maklumat lanjut hubungi penyelia pelayan
""",
    "tl": """
ang ng mga sa ay naman kayo namin kami nang hindi wala walang para kung may mayroon meron ka mo ko siya sila po opo ho ba libre
libreng sahod trabaho trabahong naghahanap hanap marunong tao lang lamang kahit araw buwan pwede puwede kailangan bilang dito
doon diyan ito iyan iyon yung yun lahat isang isa dalawa dalawang tatlo tatlong mag nag galing pagkain tirahan sagot agad alis
natin atin ako ikaw tayo nila nyo niyo ninyo kanila kanya kaniya akin sino ano saan kailan bakit paano gusto gustong sana pera
kita kumita mataas mababa bayad ahensya baguhan kasi pero dahil rin din pa nga eh oo huwag wag bawat ngayon bukas taon linggo
gabi umaga bahay ibang iba bago matapos mula hanggang tsuper kahera babae lalaki anak pamilya abroad yan magandang pamasahe
karanasan magpadala karinderya
""",
    "sw": """
na ya wa kwa ni za la cha vya katika kazi mshahara mwezi hii hiyo huu hizi hilo watu tunahitaji tunatafuta nafasi bure kuwa wako
yako yangu yetu yenu sisi wewe mimi yeye wao lakini au pia kila bila ajira ndani nje hapa hapo hakuna yenye wenye sana huko tu
kama hadi mtu wafanyakazi mfanyakazi simu tuma piga leo kesho nzuri mzuri wazuri mpya haraka wasichana wavulana wanawake wanaume
dereva mpishi hoteli hotelini ofisi tiketi kabisa uzoefu unaohitajika inahitajika wanahitajika pesa fedha chakula malazi nyumba
siku saa miaka umri zaidi kuanzia wote yote zote moja mbili tatu kwanza baada kabla kutoka kwenda karibu nchi jiji serikali
ambao ambaye ambayo alikuwa ilikuwa wakati hivyo ili mji mwaka kubwa kidogo
""",
    "vi": """
tuyen dung nhan vien luong lam viec khong cho nguoi trieu thang kinh nghiem lien he bao moi chi voi cac duoc cua ban va cong ty
phi nhe cao can gap ai xin anh nuoc tien di co ko dc nu nam hang ngay tuan tai xuong xe ve nha tho thu nhap nhung mot hai bon
sau muoi nhieu it tot dep con trong ngoai tren duoi neu thi ma kia day gi nao sao minh toi chung ho ong hoc biet muon phai giu
giay tu van nhanh ngon mua quan kho hoi dang se roi cung ib zalo sdt dt lh dem sang chieu tuoi kien gia dinh vn viet hinh tro
may bay phe pha che
""",
    "hi-Latn": """
hai hain ka ke ki mein aur nahi nahin nhi karo karna karke karne karte sirf chahiye bhai behen ko kar ho log logo wala wale wali
bhi toh kya kyu kyun apna apne apni aap hum tum yeh ye woh wo tak abhi jaldi paisa paise naukri kaam ghar raha rahe rahi hoga
hogi milega milegi milta liye bolo chalo dosto yaar baithe kamao kamai ladka ladke ladki ladkiyan ladkiya dono khana rehna rahna
sab degi dega denge se kal aaj koi sakte sakta sakti mujhe mera meri tera teri unka uska iska jo jab tab phir sath saath accha
acha badhiya bahut bohot zaroorat zarurat jarurat mahina mahine hazar hazaar rupaye rupay desh videsh bhejo chalega chalegi
chahiyen bhejna batao taraf padhai likhai zaruri zaroori pachas mauka kaamwale chaiye rehne khane milne karega karenge rozana
haftewar din raat shaam subah wahan yahan kahan kaise kitna kitne bahar gaon shehar mazdoor
""",
    "es": """
el los las de que y en para con por una un del se su sus es son trabajo empleo sueldo buscamos busca se mes mas sin nuestro
nuestra lo le les al como pero si ya muy hay esta este estos ser tiene tienes puede puedes todo todos toda cada dia dias semana
semanal hora gratis comida casa hospedaje vivienda pasaje pagado empresa necesitamos necesito choferes chofer urgente
experiencia previa escribeme al privado chicas chicos mujeres hombres mesera mesero cocinero facil dinero gana ganas quien donde
cuando porque tambien hasta desde entre sobre nos yo tu usted ellos eso ese aqui hoy ahora mejor solo dos tres anos me mi
""",
    "pt": """
o os a as da do das dos de que e em para com por uma um no na nos nas se trabalho emprego salario vaga vagas mes mais sem nao
voce voces nossa nosso ao aos pelo pela como mas ja muito tem ter ser sao esta este isso essa esse foi todo toda todos dia
semana precisa precisamos precisase contrata contratamos cozinheira cozinheiro motorista motoristas ganhe dinheiro casa pago
empresa passagem conta chama zap moradia alimentacao inclusas inclusa incluso experiencia quem onde quando porque tambem ate
entre sobre eu ele ela eles meu minha seu sua hoje agora melhor so dois tres anos me
""",
    "fr": """
le les de des du et en pour avec par une un au aux sur est sont vous nous on travail emploi salaire mois sans dans recherche
cherche la l d je tu il elle ils qui que quoi ou quand comment ce cette ces son sa ses notre nos votre vos leur plus moins tres
pas ne tout tous toute chaque jour semaine heure aucune aucun experience exigee billet avion offert loge logement repas compris
envoyez ici recrutons recrute chauffeurs chauffeur serveuse serveur restaurant paye payee facile domicile argent gagnez aussi
mais si bien bon bonne fait etre avoir ont peut faire entre depuis apres avant chez aujourd hui deux trois ans me se
""",
    "de": """
der die das und ist nicht ein eine einen mit von zu den dem wir ich sie fur auf im zum zur bei oder auch ab sofort gesucht
suchen arbeit
""",
    "it": """
il lo gli di che e un una per con del della dei nel sono non si anche piu come cerca cercasi lavoro casa senza nostro cerchiamo
""",
    "nl": """
de het een en van voor met zijn niet op wij je dat die naar bij ook nog zoeken gezocht werk zonder wordt worden onze
""",
    "tr": """
ve bir bu icin ile de da cok var yok olarak gibi daha araniyor dahil yemek is ise maas eleman bizim olan olur
""",
    "pl": """
i w na z do nie sie jest to za od dla przez oraz praca pracy szukamy poszukujemy pracownik bez jak tylko
""",
    "ro": """
si de la in cu pe nu un o pentru din este sunt care mai angajam caut munca salariu fara lei oameni
""",
    "uz": """
va uchun bilan ish ishga ishi ishlar kerak bor yoq emas oylik ham bu bir yil yosh yoshdan shart bepul maosh murojaat dan ga lik
olamiz olinadi oshpaz haydovchi yigit yigitlar qiz qizlar ayollar erkaklar oson yaxshi tajriba tajribasiz talab qilinadi
qilinmaydi qilamiz yotoqxona ovqat turar joy kuniga oyiga haftada haftalik kunlik pul telefon qiling qilib yozing lichka siz biz
men sen ular bizning sizning uning hamma har kim nima qayerda qachon juda katta kichik yangi kompaniya chet elda bolsa bolgan
boladi keladi beramiz beriladi ming som kuni oy soat ikki uch tort besh aka opa xorijda xorijga ishlash imkoniyat imkoniyati
qorovul tungi smena naqd viza chipta chiptani kotiba ofisga tolaymiz ozimiz vaqt bolsangiz istagan hech faqat xizmat
""",
}

LATIN: Mapping[str, frozenset[str]] = {
    code: frozenset(words.split()) | (frozenset(_MALAY.split()) if code in {"id", "ms"} else frozenset())
    for code, words in _WORDS.items()
}
