"""Which place type a GeoNames feature code is; the codes: https://www.geonames.org/export/codes.html.

What has no place type here (schools, hotels, wells, farms) is passed over by an import.
"""

PLACE_TYPE_OF = {
    "country": "A.PCLI A.PCL A.PCLD A.PCLF A.PCLS A.PCLIX A.TERR",
    "admin1": "A.ADM1",
    "admin2": "A.ADM2",
    "region": "A.ADM3 A.ADM4 A.ADM5 A.ADMD A.LTER A.PRSH A.ZN L.RGN L.RGNE L.RGNH L.AREA L.CST "
    "L.INDS L.LCTY T.DLTA",
    "capital": "P.PPLC",
    "admin1 seat": "P.PPLA",
    "admin2 seat": "P.PPLA2",
    "populated place": "P.PPL P.PPLA3 P.PPLA4 P.PPLA5 P.PPLF P.PPLG P.PPLL P.PPLR P.PPLS P.STLMT",
    "neighbourhood": "P.PPLX",
    "continent": "L.CONT",
    "ocean": "H.OCN",
    "sea": "H.SEA",
    "gulf": "H.GULF H.BAY H.BAYS H.BGHT H.INLT H.FJD H.SD H.COVE",
    "strait": "H.STRT H.NRWS",
    "channel": "H.CHN H.CHNN H.CHNM",
    "river": "H.STM H.STMI H.STMS H.STMA H.STMB H.STMC H.STMD H.STMH H.STMM H.STMQ H.ESTY",
    "canal": "H.CNL H.CNLI H.CNLN H.CNLD",
    "lake": "H.LK H.LKI H.LKS H.LKSI H.LKN H.LKSN H.LKX H.LGN H.LGNS H.RSV H.RSVI H.RSVT",
    "dam": "S.DAM S.DAMQ S.DAMSB",
    "wetland": "H.MRSH H.MRSHN H.SWMP H.WTLD H.WTLDI L.SALT H.SBKH",
    "island": "T.ISL T.ISLF T.ISLM T.ISLET T.ISLT T.ATOL",
    "islands": "T.ISLS",
    "peninsula": "T.PEN T.PENX",
    "cape": "T.CAPE T.PT T.HDLD T.PROM",
    "mountain": "T.MT T.PK T.HLL T.VLC T.SPUR T.RDGE T.PASS T.CRNT",
    "mountains": "T.MTS T.PKS T.HLLS T.RDGS",
    "plateau": "T.PLAT T.UPLD T.MESA",
    "plain": "T.PLN T.DPR",
    "valley": "T.VAL T.VALS T.VALG T.GRGE T.CNYN H.WAD H.WADS H.WADX",
    "desert": "T.DSRT T.ERG T.REG T.HMDA",
    "oasis": "L.OAS",
    "forest": "V.FRST V.FRSTF L.RESF",
    "camp": "S.CMP S.CMPRF S.CMPLA S.CMPL S.CMPQ",
    "airport": "S.AIRP S.AIRF",
    "base": "S.AIRB L.MILB L.NVB L.MVA S.INSM S.FT",
    "port": "L.PRT H.HBR H.HBRX H.ANCH S.FYT",
    "border crossing": "S.PSTB S.PSTC",
}
TYPES = {code: name for name, codes in PLACE_TYPE_OF.items() for code in codes.split()}
