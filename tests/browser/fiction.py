"""A small fictional corpus with valid evidence, for tests and pictures of the report.

Every incident is invented; only the names of places are real. Evidence is given as quotes and
found in the texts here, so an article can be reworded without counting letters.
"""

# ruff: noqa: E501 - articles and scripts for the browser read better in one piece

from __future__ import annotations

from datetime import date

from rasd.merge import load_lore
from rasd.merge.fuse import fuse
from rasd.model import (
    PARENT,
    Actor,
    Attribution,
    AttributionRole,
    Claim,
    Conflict,
    Count,
    DatePrecision,
    DateValue,
    Document,
    Effect,
    Event,
    EventType,
    Evidence,
    Figure,
    FigureKind,
    Harm,
    Issue,
    IssueKind,
    Materiel,
    Mention,
    Outcome,
    Place,
    PlacePrecision,
    Quantity,
    Reuse,
    ReusedSpan,
    Status,
    SubEventType,
    replace,
    sha256_text,
)

_COPIED = (
    "وقال شاهد عيان إن السيارة كانت متوقفة منذ الفجر قرب مدخل السوق، وإن صاحب محل مجاور أبلغ "
    "الدورية عنها قبل دقائق من الانفجار، لكن أحدا لم يصل في الوقت المناسب."
)

_ARTICLES: dict[str, tuple[str, str, str, str]] = {
    "souq-1.txt": (
        "وكالة النخيل",
        "2019-04-09",
        "سبعة قتلى في تفجير سيارة مفخخة بالرمادي",
        "الرمادي – قالت الشرطة العراقية إن سبعة أشخاص على الأقل قتلوا وأصيب 15 آخرون بجروح، أمس "
        "الاثنين، في انفجار سيارة مفخخة استهدف دورية للشرطة قرب سوق شعبية في مدينة الرمادي غربي "
        "العراق.\n\nوأوضح مصدر في قيادة شرطة الأنبار أن بين القتلى ثلاثة من رجال الشرطة وطفلين، وأن "
        "الانفجار دمر ثلاث سيارات وألحق أضرارا بواجهات المحال.\n\n"
        + _COPIED
        + "\n\nولم تتبن أي جهة التفجير حتى مساء أمس. وتشهد الأنبار هدوءا نسبيا منذ أشهر، بحسب "
        "المصدر نفسه، الذي أشار إلى أن القوات الأمنية شددت إجراءاتها عند مداخل المدن الرئيسة في "
        "المحافظة، ونشرت نقاط تفتيش إضافية على الطريق الدولي، وطلبت من أصحاب المحال إبلاغها عن أي "
        "مركبة متروكة. وكانت المحافظة قد شهدت خلال الأعوام الماضية معارك واسعة خلّفت دمارا في "
        "الأحياء السكنية والجسور، ولا تزال عمليات رفع الأنقاض وإعادة الخدمات مستمرة ببطء في أكثر من "
        "حي، فيما يطالب السكان بتعويضات عن منازلهم وبإعادة فتح المدارس المتضررة قبل بدء العام "
        "الدراسي الجديد.\n\nوفي حادث منفصل، خطف مسلحون مجهولون أربعة من جامعي الكمأ في صحراء الرطبة "
        "غربي الأنبار صباح الأحد، وفق المصدر ذاته.",
    ),
    "souq-2.txt": (
        "صحيفة الضفاف",
        "2019-04-10",
        "ارتفاع حصيلة تفجير الرمادي",
        "ارتفعت حصيلة التفجير الذي ضرب مدينة الرمادي يوم الاثنين إلى 9 قتلى و18 جريحا، بحسب مصدر طبي "
        "في مستشفى المدينة.\n\n"
        + _COPIED
        + "\n\nوتبنى تنظيم داعش الهجوم في بيان نشره على تلغرام، قائلا إنه استهدف "
        "رتلا للشرطة.",
    ),
    "clash.txt": (
        "شبكة البادية",
        "2019-04-12",
        "اشتباكات في ريف دير الزور",
        "اندلعت اشتباكات فجر الخميس بين قوات سوريا الديمقراطية ومسلحين من تنظيم الدولة الإسلامية قرب "
        "بلدة الشحيل بريف دير الزور الشرقي، أسفرت عن مقتل خمسة من المسلحين وإصابة عنصرين من القوات.\n\n"
        "وقال ناشطون إن طائرة مسيّرة استهدفت سيارة على الطريق بين البصيرة والشحيل بعد ساعات، ما أدى "
        "إلى مقتل شخصين كانا بداخلها لم تعرف هويتهما.\n\nوكانت المنطقة شهدت العام الماضي معارك انتهت "
        "بخروج التنظيم منها.",
    ),
    "sdf-statement.txt": (
        "المكتب الإعلامي",
        "2019-04-12",
        "بيان",
        "أعلنت قوات سوريا الديمقراطية في بيان أنها قتلت 12 عنصرا من تنظيم داعش في محيط بلدة الشحيل "
        "الخميس الماضي، دون وقوع خسائر في صفوفها.",
    ),
    "tripoli.html": (
        "بوابة الساحل",
        "2019-04-15",
        "قصف يطال أحياء جنوب طرابلس",
        "سقطت قذائف هاون عشوائية على حي أبو سليم جنوب العاصمة الليبية طرابلس ليل السبت الأحد، ما أدى إلى "
        "مقتل امرأة وإصابة نحو عشرة مدنيين، وفق مركز الطب الميداني.\n\nوتبادل طرفا القتال الاتهامات "
        "بالمسؤولية عن القصف. وقال ناطق باسم قوات الكرامة إن قواته لم تقصف الحي.\n\nوفي بنغازي، تظاهر "
        "العشرات أمس الأحد أمام مقر المحكمة مطالبين بوقف القتال.",
    ),
    "rumour.txt": (
        "مرصد التحقق",
        "2019-04-16",
        "لا صحة لأنباء اقتحام سجن في سبها",
        "نفى مدير أمن سبها ما تداولته صفحات عن اقتحام مسلحين سجن المدينة مساء الأحد وفرار نزلائه، وتبين "
        "أن الصورة المتداولة قديمة تعود إلى بلد آخر.",
    ),
    "yemen-roundup.txt": (
        "الميناء نيوز",
        "2019-04-18",
        "حصاد اليمن في أسبوع",
        "تعز: قتل ثلاثة مدنيين بينهم طفلة الثلاثاء في قصف مدفعي على حي سكني شرق مدينة تعز.\n\nالحديدة: "
        "قالت القوات المشتركة إنها أسقطت الأربعاء طائرة مسيّرة أطلقها الحوثيون قرب التحيتا.\n\nمأرب: "
        "انفجر لغم أرضي بسيارة في أطراف محافظة مأرب خلال اليومين الماضيين، وقتل سائقها.\n\nعدن: "
        "أفرجت السلطات عن 14 معتقلا بوساطة قبلية.",
    ),
    "sudan.txt": (
        "راديو النيلين",
        "2019-04-14",
        "احتجاجات الخرطوم",
        "فرقت قوات الأمن السودانية بالغاز المسيل للدموع محتجين في حي بري شرقي الخرطوم السبت، وأصيب سبعة "
        "متظاهرين، كما أفادت لجنة أطباء.\n\nوفي نيالا بجنوب دارفور، أحرق محتجون مبنى المحلية خلال تظاهرة "
        "عنيفة يوم الجمعة.",
    ),
    "somalia.json#3": (
        "صوت القرن",
        "2019-04-20",
        "هجوم في مقديشو",
        "فجر انتحاري حزاما ناسفا عند حاجز أمني قرب المطار في العاصمة الصومالية مقديشو صباح الجمعة، فقتل "
        "أربعة جنود. وأعلنت حركة الشباب مسؤوليتها عن الهجوم عبر إذاعة الأندلس التابعة لها.",
    ),
    "threat.txt": (
        "وكالة النخيل",
        "2019-04-19",
        "تهديد جديد",
        "هدد المتحدث باسم تنظيم الدولة الإسلامية في تسجيل صوتي بشن هجمات على حقول النفط في العراق وسوريا، "
        "ودعا أنصاره إلى القتال.",
    ),
    "analysis.txt": (
        "مجلة المرقب",
        "2019-04-21",
        "ما الذي بقي من التنظيم؟",
        "يقدر خبراء عدد مقاتلي التنظيم في البادية السورية بنحو 2000 مقاتل، فيما تتحدث تقديرات رسمية عن "
        "30 ألفا في العراق وسوريا. وتقول الأمم المتحدة إن 1500 مدني قتلوا في المعارك منذ مطلع العام.\n\n"
        "وشهدت البلاد هجمات متفرقة في مارس الماضي، قتل في أحدها ضابط في مكان لم يحدد من العراق.",
    ),
    "undated.txt": (
        "",
        "",
        "",
        "أصيب صياد برصاص أطلق على قاربه قبالة سواحل غزة أمس، بحسب نقابة الصيادين. واعتقلت قوة إسرائيلية "
        "صيادين اثنين وصادرت قاربا.",
    ),
}

_AR_ACTORS = {
    "is_core": ("Islamic State", "تنظيم الدولة الإسلامية", "rebel"),
    "syr_sdf": ("Syrian Democratic Forces", "قوات سوريا الديمقراطية", "militia"),
    "irq_police": ("Iraqi police", "الشرطة العراقية", "state_force"),
    "gen_unidentified_armed": ("Unidentified armed group", "مسلحون مجهولون", "generic"),
    "gen_civilians": ("Civilians", "مدنيون", "generic"),
    "gen_protesters": ("Protesters", "محتجون", "generic"),
    "alshabaab": ("Al-Shabaab", "حركة الشباب", "rebel"),
    "sdn_security": ("Sudanese security forces", "قوات الأمن السودانية", "state_force"),
    "ansarallah": ("Houthis (Ansar Allah)", "الحوثيون", "rebel"),
    "yem_joint": ("Joint Forces (Yemen)", "القوات المشتركة", "militia"),
}


def _place(
    text: str,
    en: str | None,
    ar: str | None,
    country: str | None,
    at: tuple[float, float] | None,
    precision: str,
    admin1: str | None = None,
) -> Place:
    return Place(
        text=text,
        name_en=en,
        name_ar=ar,
        country=country,
        admin1=admin1,
        lat=at[0] if at else None,
        lon=at[1] if at else None,
        precision=PlacePrecision(precision),
    )


def _day(start: str, text: str, end: str | None = None, precision: str = "day") -> DateValue:
    return DateValue(
        start=date.fromisoformat(start),
        end=date.fromisoformat(end or start),
        precision=DatePrecision(precision),
        text=text,
    )


def _actor(code: str, text: str) -> Actor:
    en, ar, category = _AR_ACTORS[code]
    return Actor(id=code, name_en=en, text=text, category=category, name_ar=ar)


def _says(name: str, role: str = "says") -> Attribution:
    return Attribution(id=None, name=name, role=AttributionRole(role), text=name)


def documents() -> list[Document]:
    """The twelve articles; the second copies a passage of the first."""
    out = []
    for name, (outlet, published, title, text) in _ARTICLES.items():
        out.append(
            Document(
                id=name,
                text=text,
                sha256=sha256_text(text),
                title=title or None,
                outlet=outlet or None,
                published=date.fromisoformat(published) if published else None,
                url="https://example.org/rumour" if name == "rumour.txt" else None,
                language="ar",
                warnings=() if published else ("no publication date: relative dates unresolved",),
            )
        )
    first, second = out[0].text, out[1].text
    start, of_start = second.index(_COPIED), first.index(_COPIED)
    span = ReusedSpan(
        start=start, end=start + len(_COPIED), of_start=of_start, of_end=of_start + len(_COPIED)
    )
    out[1] = replace(
        out[1], reuse=(Reuse(of=out[0].id, share=len(_COPIED) / len(second), spans=(span,)),)
    )
    return out


def _evidence(doc: str, quotes: dict[str, str]) -> tuple[Evidence, ...]:
    _, _, title, text = _ARTICLES[doc]
    out = []
    for key, quote in quotes.items():
        field, _, part = key.partition("@")
        part = part.rstrip("0123456789")
        body = title if part == "title" else text
        start = body.index(quote)
        out.append(
            Evidence(
                field=field,
                start=start,
                end=start + len(quote),
                quote=quote,
                part=part or None,
                rule=f"fiction/{field}",
            )
        )
    return tuple(out)


def _mention(doc: str, kind: str, quotes: dict[str, str], **given: object) -> Mention:
    sub = SubEventType(kind)
    number = len(_MADE)
    mention = Mention(
        id=f"m-{number:012x}",
        doc_id=doc,
        event_type=PARENT[sub],
        sub_event_type=sub,
        evidence=_evidence(doc, quotes),
        **{"status": Status.REPORTED, "confidence": 0.82, **given},  # type: ignore[arg-type]
    )
    _MADE.append(mention)
    return mention


_MADE: list[Mention] = []


def _event(
    *mentions: Mention, conflicts: tuple[Conflict, ...] = (), independent: int = 1, **given: object
) -> Event:
    lead = mentions[0]
    fields = {
        name: getattr(lead, name)
        for name in [
            "event_type",
            "sub_event_type",
            "status",
            "date",
            "place",
            "perpetrators",
            "targets",
            "weapons",
            "killed",
            "wounded",
            "killed_or_wounded",
            "abducted",
            "detained",
            "harm",
            "materiel",
            "claimed_by",
            "attribution",
            "campaign",
            "confidence",
        ]
    }
    evidence = tuple(replace(e, doc_id=m.doc_id) for m in mentions for e in m.evidence)
    told = fuse(
        mentions,
        sources=[frozenset({m.doc_id}) for m in mentions]
        if independent > 1
        else [frozenset(m.doc_id for m in mentions)],
        press={document.id: document for document in documents()},
        unidentified=frozenset({"gen_unidentified_armed"}),
        unspecific=frozenset({"gen_civilians"}),
        lore=load_lore(),
    )
    fields |= {
        name: getattr(told, name) for name in ("accounts", "values", "tolls", "credibility")
    } | given
    return Event(
        id="e-" + lead.id[2:],
        doc_ids=tuple(m.doc_id for m in mentions),
        mention_ids=tuple(m.id for m in mentions),
        independent_sources=independent,
        evidence=evidence,
        conflicts=conflicts,
        **fields,
    )


def records() -> dict[str, list[object]]:
    """Keyword arguments for `write_report`: documents, events, mentions, figures, issues."""
    _MADE.clear()
    ramadi = _place("مدينة الرمادي", "Ramadi", "الرمادي", "IQ", (33.42, 43.30), "exact", "Al Anbar")
    shuhayl = _place(
        "بلدة الشحيل", "Ash Shuhayl", "الشحيل", "SY", (35.087, 40.452), "near", "Deir ez-Zor"
    )
    souq = _mention(
        "souq-1.txt",
        "remote_explosive",
        {
            "event": "انفجار سيارة مفخخة استهدف دورية للشرطة قرب سوق شعبية في مدينة الرمادي غربي العراق",
            "event@title": "تفجير سيارة مفخخة بالرمادي",
            "date": "أمس الاثنين",
            "place": "مدينة الرمادي",
            "targets": "دورية للشرطة",
            "weapons": "سيارة مفخخة",
            "killed": "سبعة أشخاص على الأقل قتلوا",
            "killed@title": "سبعة قتلى",
            "wounded": "أصيب 15 آخرون",
            "harm": "ثلاثة من رجال الشرطة وطفلين",
            "materiel": "دمر ثلاث سيارات",
            "attribution": "قالت الشرطة العراقية",
        },
        date=_day("2019-04-08", "أمس الاثنين"),
        place=ramadi,
        perpetrators=(_actor("gen_unidentified_armed", "مجهولون"),),
        targets=(_actor("irq_police", "دورية للشرطة"),),
        weapons=("vehicle_bomb",),
        killed=Count(min=7, max=None, text="سبعة أشخاص على الأقل"),
        wounded=Count(min=15, max=15, text="15 آخرون"),
        harm=(
            Harm(outcome=Outcome.KILLED, group="police", min=3, max=3),
            Harm(outcome=Outcome.KILLED, group="children", min=2, max=2),
        ),
        materiel=(Materiel(object="vehicle", effect=Effect.DESTROYED, count=3),),
        attribution=(_says("الشرطة العراقية"),),
        confidence=0.93,
    )
    souq_two = _mention(
        "souq-2.txt",
        "remote_explosive",
        {
            "event": "التفجير الذي ضرب مدينة الرمادي يوم الاثنين",
            "date": "يوم الاثنين",
            "place": "مدينة الرمادي",
            "killed": "9 قتلى",
            "wounded": "18 جريحا",
            "perpetrators": "تنظيم داعش",
            "targets": "رتلا للشرطة",
            "claimed_by": "وتبنى تنظيم داعش الهجوم في بيان نشره على تلغرام",
            "attribution": "بحسب مصدر طبي في مستشفى المدينة",
        },
        date=_day("2019-04-08", "يوم الاثنين"),
        place=ramadi,
        perpetrators=(_actor("is_core", "تنظيم داعش"),),
        targets=(_actor("irq_police", "رتلا للشرطة"),),
        killed=Count(min=9, max=9, text="9 قتلى"),
        wounded=Count(min=18, max=18, text="18 جريحا"),
        claimed_by=(Claim(id="is_core", channel="Telegram", text="تنظيم داعش"),),
        attribution=(_says("مصدر طبي", "quoted"),),
    )
    clash = _mention(
        "clash.txt",
        "armed_clash",
        {
            "event": "اندلعت اشتباكات فجر الخميس بين قوات سوريا الديمقراطية ومسلحين من تنظيم الدولة "
            "الإسلامية قرب بلدة الشحيل",
            "date": "فجر الخميس",
            "place": "بلدة الشحيل",
            "perpetrators": "قوات سوريا الديمقراطية",
            "targets": "مسلحين من تنظيم الدولة الإسلامية",
            "killed": "مقتل خمسة من المسلحين",
            "wounded": "إصابة عنصرين",
        },
        date=_day("2019-04-11", "فجر الخميس"),
        place=shuhayl,
        perpetrators=(_actor("syr_sdf", "قوات سوريا الديمقراطية"),),
        targets=(_actor("is_core", "مسلحين من تنظيم الدولة الإسلامية"),),
        killed=Count(min=5, max=5, text="خمسة من المسلحين"),
        wounded=Count(min=2, max=2, text="عنصرين"),
    )
    clash_two = _mention(
        "sdf-statement.txt",
        "armed_clash",
        {
            "event": "قتلت 12 عنصرا من تنظيم داعش في محيط بلدة الشحيل",
            "date": "الخميس الماضي",
            "place": "بلدة الشحيل",
            "perpetrators": "قوات سوريا الديمقراطية",
            "targets": "تنظيم داعش",
            "killed": "12 عنصرا",
            "attribution": "أعلنت قوات سوريا الديمقراطية في بيان",
            "status": "أعلنت قوات سوريا الديمقراطية",
        },
        status=Status.CLAIMED,
        date=_day("2019-04-11", "الخميس الماضي"),
        place=shuhayl,
        perpetrators=(_actor("syr_sdf", "قوات سوريا الديمقراطية"),),
        targets=(_actor("is_core", "تنظيم داعش"),),
        killed=Count(min=12, max=12, text="12 عنصرا"),
        attribution=(_says("قوات سوريا الديمقراطية", "claims"),),
    )
    events = [
        _event(
            souq,
            souq_two,
            perpetrators=souq_two.perpetrators,
            claimed_by=souq_two.claimed_by,
            attribution=souq.attribution + souq_two.attribution,
            killed=Count(min=7, max=9, text="سبعة أشخاص على الأقل"),
            wounded=Count(min=15, max=18, text="15 آخرون"),
            conflicts=(
                Conflict(field="killed", values=("7+", "9"), doc_ids=("souq-1.txt", "souq-2.txt")),
                Conflict(
                    field="wounded", values=("15", "18"), doc_ids=("souq-1.txt", "souq-2.txt")
                ),
            ),
        ),
        _event(
            clash,
            clash_two,
            independent=2,
            attribution=clash_two.attribution,
            conflicts=(
                Conflict(
                    field="killed", values=("5", "12"), doc_ids=("clash.txt", "sdf-statement.txt")
                ),
            ),
        ),
    ]
    events += [
        _event(_mention(doc, kind, quotes, **given)) for doc, kind, quotes, given in _singles()
    ]
    return {
        "documents": list(documents()),
        "events": list(events),
        "mentions": list(_MADE),
        "figures": list(_figures()),
        "issues": [
            Issue(
                source="scan-04.pdf",
                kind=IssueKind.NO_TEXT,
                message="the PDF holds pictures of pages and no text",
                remedy="Run a text recognition program over it first.",
            ),
            Issue(
                source="archive/old.txt",
                kind=IssueKind.ENCODING,
                message="3 bytes fit neither UTF-8 nor windows-1256",
                remedy="Save the file as UTF-8 and run again.",
                fatal=False,
            ),
        ],
    }


def _singles() -> list[tuple[str, str, dict[str, str], dict[str, object]]]:
    is_core = _actor("is_core", "تنظيم الدولة الإسلامية")
    civilians = _actor("gen_civilians", "مدنيين")
    return [
        (
            "souq-1.txt",
            "abduction",
            {
                "event": "خطف مسلحون مجهولون أربعة من جامعي الكمأ في صحراء الرطبة",
                "date": "صباح الأحد",
                "place": "صحراء الرطبة",
                "perpetrators": "مسلحون مجهولون",
                "abducted": "أربعة من جامعي الكمأ",
            },
            {
                "date": _day("2019-04-07", "صباح الأحد"),
                "place": _place(
                    "صحراء الرطبة", "Ar Rutbah", "الرطبة", "IQ", (33.04, 40.29), "near", "Al Anbar"
                ),
                "perpetrators": (_actor("gen_unidentified_armed", "مسلحون مجهولون"),),
                "targets": (civilians,),
                "abducted": Count(min=4, max=4, text="أربعة"),
            },
        ),
        (
            "clash.txt",
            "drone_strike",
            {
                "event": "طائرة مسيّرة استهدفت سيارة على الطريق بين البصيرة والشحيل",
                "weapons": "طائرة مسيّرة",
                "place": "الطريق بين البصيرة والشحيل",
                "killed": "مقتل شخصين",
                "attribution": "وقال ناشطون",
            },
            {
                "date": _day("2019-04-11", "بعد ساعات"),
                "place": _place(
                    "بين البصيرة والشحيل",
                    "Al-Busayrah",
                    "البصيرة",
                    "SY",
                    (35.155, 40.427),
                    "admin2",
                    "Deir ez-Zor",
                ),
                "weapons": ("drone",),
                "killed": Count(min=2, max=2, text="شخصين"),
                "attribution": (_says("ناشطون", "quoted"),),
                "confidence": 0.7,
            },
        ),
        (
            "clash.txt",
            "armed_clash",
            {"event": "شهدت العام الماضي معارك انتهت بخروج التنظيم منها", "date": "العام الماضي"},
            {
                "status": Status.BACKGROUND,
                "date": _day("2018-01-01", "العام الماضي", "2018-12-31", "year"),
                "place": _place(
                    "المنطقة",
                    "Deir ez-Zor",
                    "دير الزور",
                    "SY",
                    (35.2, 40.3),
                    "admin1",
                    "Deir ez-Zor",
                ),
                "confidence": 0.5,
            },
        ),
        (
            "tripoli.html",
            "shelling",
            {
                "event": "سقطت قذائف هاون عشوائية على حي أبو سليم جنوب العاصمة الليبية طرابلس",
                "date": "ليل السبت الأحد",
                "place": "حي أبو سليم جنوب العاصمة الليبية طرابلس",
                "weapons": "قذائف هاون",
                "killed": "مقتل امرأة",
                "wounded": "إصابة نحو عشرة مدنيين",
                "targets": "مدنيين",
                "attribution": "وفق مركز الطب الميداني",
            },
            {
                "date": _day("2019-04-13", "ليل السبت الأحد", "2019-04-14", "range"),
                "place": _place(
                    "حي أبو سليم",
                    "Abu Salim, Tripoli",
                    "أبو سليم",
                    "LY",
                    (32.84, 13.17),
                    "exact",
                    "Tripoli",
                ),
                "targets": (civilians,),
                "weapons": ("mortar",),
                "killed": Count(min=1, max=1, text="امرأة"),
                "wounded": Count(min=10, max=10, text="نحو عشرة", approx=True),
                "harm": (Harm(outcome=Outcome.KILLED, group="women", min=1, max=1),),
                "attribution": (_says("مركز الطب الميداني"),),
            },
        ),
        (
            "tripoli.html",
            "denial",
            {
                "event": "وقال ناطق باسم قوات الكرامة إن قواته لم تقصف الحي",
                "attribution": "ناطق باسم قوات الكرامة",
            },
            {
                "place": _place(
                    "طرابلس", "Tripoli", "طرابلس", "LY", (32.887, 13.191), "exact", "Tripoli"
                ),
                "date": _day("2019-04-13", "ليل السبت الأحد", "2019-04-15", "range"),
                "attribution": (_says("ناطق باسم قوات الكرامة", "denies"),),
            },
        ),
        (
            "tripoli.html",
            "peaceful_protest",
            {
                "event": "تظاهر العشرات أمس الأحد أمام مقر المحكمة مطالبين بوقف القتال",
                "date": "أمس الأحد",
                "place": "بنغازي",
                "perpetrators": "العشرات",
            },
            {
                "date": _day("2019-04-14", "أمس الأحد"),
                "place": _place(
                    "بنغازي", "Benghazi", "بنغازي", "LY", (32.115, 20.067), "exact", "Benghazi"
                ),
                "perpetrators": (_actor("gen_protesters", "العشرات"),),
            },
        ),
        (
            "rumour.txt",
            "release",
            {
                "event": "اقتحام مسلحين سجن المدينة مساء الأحد وفرار نزلائه",
                "status": "نفى مدير أمن سبها",
                "date": "مساء الأحد",
                "place": "سبها",
                "attribution": "مدير أمن سبها",
            },
            {
                "status": Status.DENIED,
                "date": _day("2019-04-14", "مساء الأحد"),
                "place": _place("سبها", "Sabha", "سبها", "LY", (27.038, 14.428), "exact", "Sabha"),
                "attribution": (_says("مدير أمن سبها", "denies"),),
            },
        ),
        (
            "yemen-roundup.txt",
            "shelling",
            {
                "event": "قتل ثلاثة مدنيين بينهم طفلة الثلاثاء في قصف مدفعي على حي سكني شرق مدينة تعز",
                "date": "الثلاثاء",
                "place": "شرق مدينة تعز",
                "killed": "ثلاثة مدنيين بينهم طفلة",
                "weapons": "قصف مدفعي",
                "targets": "مدنيين",
            },
            {
                "date": _day("2019-04-16", "الثلاثاء"),
                "place": _place(
                    "شرق مدينة تعز", "Taiz", "تعز", "YE", (13.579, 44.021), "near", "Taiz"
                ),
                "targets": (civilians,),
                "weapons": ("artillery",),
                "killed": Count(min=3, max=3, text="ثلاثة مدنيين"),
                "harm": (Harm(outcome=Outcome.KILLED, group="children", min=1, max=1),),
            },
        ),
        (
            "yemen-roundup.txt",
            "disrupted_attack",
            {
                "event": "أسقطت الأربعاء طائرة مسيّرة أطلقها الحوثيون قرب التحيتا",
                "date": "الأربعاء",
                "place": "قرب التحيتا",
                "perpetrators": "القوات المشتركة",
                "targets": "الحوثيون",
                "attribution": "قالت القوات المشتركة",
            },
            {
                "status": Status.CLAIMED,
                "date": _day("2019-04-17", "الأربعاء"),
                "place": _place(
                    "التحيتا",
                    "At Tuhayta",
                    "التحيتا",
                    "YE",
                    (14.184, 43.246),
                    "near",
                    "Al Hudaydah",
                ),
                "perpetrators": (_actor("yem_joint", "القوات المشتركة"),),
                "targets": (_actor("ansarallah", "الحوثيون"),),
                "weapons": ("drone",),
                "attribution": (_says("القوات المشتركة", "claims"),),
            },
        ),
        (
            "yemen-roundup.txt",
            "remote_explosive",
            {
                "event": "انفجر لغم أرضي بسيارة في أطراف محافظة مأرب خلال اليومين الماضيين",
                "date": "خلال اليومين الماضيين",
                "place": "محافظة مأرب",
                "weapons": "لغم أرضي",
                "killed": "وقتل سائقها",
            },
            {
                "date": _day("2019-04-16", "خلال اليومين الماضيين", "2019-04-18", "range"),
                "place": _place(
                    "محافظة مأرب", "Marib", "مأرب", "YE", (15.47, 45.33), "admin1", "Marib"
                ),
                "weapons": ("landmine",),
                "killed": Count(min=1, max=1, text="سائقها"),
            },
        ),
        (
            "yemen-roundup.txt",
            "release",
            {
                "event": "أفرجت السلطات عن 14 معتقلا بوساطة قبلية",
                "place": "عدن",
                "detained": "14 معتقلا",
            },
            {
                "date": _day("2019-04-12", "حصاد الأسبوع", "2019-04-18", "week"),
                "place": _place("عدن", "Aden", "عدن", "YE", (12.779, 45.037), "exact", "Aden"),
                "detained": Count(min=14, max=14, text="14 معتقلا"),
            },
        ),
        (
            "sudan.txt",
            "protest_with_intervention",
            {
                "event": "فرقت قوات الأمن السودانية بالغاز المسيل للدموع محتجين في حي بري شرقي الخرطوم السبت",
                "date": "السبت",
                "place": "حي بري شرقي الخرطوم",
                "perpetrators": "قوات الأمن السودانية",
                "targets": "محتجين",
                "weapons": "الغاز المسيل للدموع",
                "wounded": "أصيب سبعة متظاهرين",
                "attribution": "أفادت لجنة أطباء",
            },
            {
                "date": _day("2019-04-13", "السبت"),
                "place": _place(
                    "حي بري", "Burri, Khartoum", "بري", "SD", (15.605, 32.575), "exact", "Khartoum"
                ),
                "perpetrators": (_actor("sdn_security", "قوات الأمن السودانية"),),
                "targets": (_actor("gen_protesters", "محتجين"),),
                "weapons": ("tear_gas",),
                "wounded": Count(min=7, max=7, text="سبعة متظاهرين"),
                "attribution": (_says("لجنة أطباء"),),
            },
        ),
        (
            "sudan.txt",
            "violent_demonstration",
            {
                "event": "أحرق محتجون مبنى المحلية خلال تظاهرة عنيفة يوم الجمعة",
                "date": "يوم الجمعة",
                "place": "نيالا بجنوب دارفور",
                "perpetrators": "محتجون",
                "materiel": "مبنى المحلية",
            },
            {
                "date": _day("2019-04-12", "يوم الجمعة"),
                "place": _place(
                    "نيالا", "Nyala", "نيالا", "SD", (12.05, 24.88), "exact", "South Darfur"
                ),
                "perpetrators": (_actor("gen_protesters", "محتجون"),),
                "materiel": (
                    Materiel(object="government_building", effect=Effect.DAMAGED, count=1),
                ),
            },
        ),
        (
            "somalia.json#3",
            "suicide_bombing",
            {
                "event": "فجر انتحاري حزاما ناسفا عند حاجز أمني قرب المطار في العاصمة الصومالية مقديشو صباح الجمعة",
                "date": "صباح الجمعة",
                "place": "العاصمة الصومالية مقديشو",
                "weapons": "حزاما ناسفا",
                "killed": "فقتل أربعة جنود",
                "perpetrators": "حركة الشباب",
                "targets": "حاجز أمني",
                "claimed_by": "وأعلنت حركة الشباب مسؤوليتها عن الهجوم عبر إذاعة الأندلس",
            },
            {
                "date": _day("2019-04-19", "صباح الجمعة"),
                "place": _place(
                    "مقديشو", "Mogadishu", "مقديشو", "SO", (2.037, 45.344), "exact", "Banaadir"
                ),
                "perpetrators": (_actor("alshabaab", "حركة الشباب"),),
                "targets": (
                    Actor(id=None, name_en=None, text="حاجز أمني", category="state_force"),
                ),
                "weapons": ("suicide_belt",),
                "killed": Count(min=4, max=4, text="أربعة جنود"),
                "claimed_by": (Claim(id="alshabaab", channel="إذاعة الأندلس", text="حركة الشباب"),),
                "confidence": 0.95,
            },
        ),
        (
            "threat.txt",
            "threat",
            {
                "event": "هدد المتحدث باسم تنظيم الدولة الإسلامية في تسجيل صوتي بشن هجمات على حقول النفط",
                "perpetrators": "تنظيم الدولة الإسلامية",
            },
            {
                "date": _day("2019-04-12", "", "2019-04-19", "range"),
                "place": _place("العراق وسوريا", None, None, "IQ", None, "country"),
                "perpetrators": (is_core,),
            },
        ),
        (
            "threat.txt",
            "call_to_arms",
            {"event": "ودعا أنصاره إلى القتال", "perpetrators": "تنظيم الدولة الإسلامية"},
            {"date": _day("2019-04-12", "", "2019-04-19", "range"), "perpetrators": (is_core,)},
        ),
        (
            "analysis.txt",
            "attack",
            {
                "event": "هجمات متفرقة في مارس الماضي، قتل في أحدها ضابط",
                "date": "مارس الماضي",
                "place": "مكان لم يحدد من العراق",
                "killed": "قتل في أحدها ضابط",
            },
            {
                "status": Status.BACKGROUND,
                "date": _day("2019-03-01", "مارس الماضي", "2019-03-31", "month"),
                "place": _place("العراق", "Iraq", "العراق", "IQ", (33.0, 44.0), "country"),
                "killed": Count(min=1, max=1, text="ضابط"),
                "confidence": 0.55,
            },
        ),
        (
            "undated.txt",
            "attack",
            {
                "event": "أصيب صياد برصاص أطلق على قاربه قبالة سواحل غزة أمس",
                "date": "أمس",
                "place": "سواحل غزة",
                "wounded": "أصيب صياد",
                "targets": "صياد",
                "weapons": "برصاص",
                "attribution": "بحسب نقابة الصيادين",
            },
            {
                "date": DateValue(
                    start=None, end=None, precision=DatePrecision.UNKNOWN, text="أمس"
                ),
                "place": _place("سواحل غزة", "Gaza", "غزة", "PS", (31.50, 34.47), "near", "Gaza"),
                "targets": (civilians,),
                "weapons": ("firearms",),
                "wounded": Count(min=1, max=1, text="صياد"),
                "attribution": (_says("نقابة الصيادين"),),
            },
        ),
        (
            "undated.txt",
            "arrest",
            {
                "event": "واعتقلت قوة إسرائيلية صيادين اثنين وصادرت قاربا",
                "perpetrators": "قوة إسرائيلية",
                "detained": "صيادين اثنين",
                "materiel": "صادرت قاربا",
            },
            {
                "place": _place("سواحل غزة", "Gaza", "غزة", "PS", (31.50, 34.47), "near", "Gaza"),
                "perpetrators": (
                    Actor(id=None, name_en=None, text="قوة إسرائيلية", category="external"),
                ),
                "targets": (civilians,),
                "detained": Count(min=2, max=2, text="صيادين اثنين"),
                "materiel": (Materiel(object="ship", effect=Effect.SEIZED, count=1),),
            },
        ),
    ]


def _figures() -> list[Figure]:
    rows = [
        ("fighters", "مقاتلو التنظيم في البادية السورية", Quantity(min=2000, max=2000, approx=True), "SY", "strength", "عدد مقاتلي التنظيم في البادية السورية بنحو 2000 مقاتل", "خبراء"),
        ("fighters", "مقاتلو التنظيم في العراق وسوريا", Quantity(min=30000, max=30000), "IQ", "strength", "30 ألفا في العراق وسوريا", "تقديرات رسمية"),
        ("civilians_killed", "المعارك منذ مطلع العام", Quantity(min=1500, max=1500), None, "cumulative_toll", "1500 مدني قتلوا في المعارك منذ مطلع العام", "الأمم المتحدة"),
    ]  # fmt: skip
    return [
        Figure(
            id=f"f-{n:012x}",
            doc_id="analysis.txt",
            quantity=quantity,
            subject=subject,
            value=value,
            unit=None,
            place=_place("", None, None, country, None, "country") if country else None,
            date=None,
            attribution=(_says(who, "quoted"),),
            kind=FigureKind(kind),
            evidence=_evidence("analysis.txt", {"value": quote}),
            warnings=("another figure differs by more than ten times: f-000000000001",)
            if n == 0
            else (),
        )
        for n, (quantity, subject, value, country, kind, quote, who) in enumerate(rows)
    ]


__all__ = ["EventType", "documents", "records"]
