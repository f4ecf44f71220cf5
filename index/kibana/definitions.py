"""Everything analysts find in Kibana, in short; `python -m index.kibana` writes it to configs/kibana as Kibana reads it.

Fields are those of a document (index/elastic/schema/mapping.py). Queries are Lucene syntax, which Kibana and the server read alike.
"""

from __future__ import annotations

from typing import Final

from index.kibana.model import Badge, By, Control, Dashboard, Figure, Kind, Layer, Link, MapPanel, Panel, Search, SearchPanel, View

# A page that shows captures; `kibana import` puts `kibana.evidence` of app.yml in its place.
EVIDENCE: Final = "http://127.0.0.1:8000/evidence/{{value}}"

_LEVELS = {
    "low": Badge("#343741", "#d3dae6"),
    "watch": Badge("#343741", "#fec514"),
    "high": Badge("#ffffff", "#da6317"),
    "critical": Badge("#ffffff", "#a41515"),
}
_FAULTS = {
    "ok": Badge("#ffffff", "#007871"),
    "contract_broken": Badge("#ffffff", "#a41515"),
    "refused": Badge("#ffffff", "#da6317"),
    "try_later": Badge("#343741", "#fec514"),
    "failed": Badge("#ffffff", "#a41515"),
}
_STATES = {
    "sent": Badge("#ffffff", "#007871"),
    "refused": Badge("#ffffff", "#a41515"),
    "in_doubt": Badge("#ffffff", "#da6317"),
}
_EVIDENCE = Link(EVIDENCE, "compoundwatch evidence {{rawValue}}")

VIEWS: Final = (
    View("postings", "Postings", "ingested_at", {"risk.level": _LEVELS, "url": Link(), "id": _EVIDENCE},
         {"url": "Source page", "id": "Evidence", "risk.level": "Risk", "risk.score": "Risk score", "ingested_at": "Taken in"}),
    View("changes", "Changes of postings", "at", {"posting_id": _EVIDENCE}, {"posting_id": "Evidence", "at": "When"}),
    View("runs", "Source health", "started", {"outcome": _FAULTS}, {"outcome": "How it ended", "why": "Why"}),
    View("alerts", "Alert deliveries", "told_at", {"level": _LEVELS, "state": _STATES, "posting_id": _EVIDENCE},
         {"posting_id": "Evidence", "level": "Risk", "state": "State of the mail"}),
)  # fmt: skip

_WHAT = ("title", "risk.level", "compounds.name", "places.country", "language", "contacts.value", "source", "url", "id")
NEW_LINKED: Final = Search(
    "New, linked to a compound", "Postings that something ties to a compound and that are not gone, the last taken in first.",
    "_exists_:compounds.id AND status:(active OR returned)", _WHAT, ("-ingested_at",))  # fmt: skip
UNREVIEWED: Final = Search(
    "High risk, not reviewed", "Postings of high or critical risk that nobody has decided on yet, the riskiest first.",
    "risk.level:(high OR critical) AND NOT _exists_:charts.review", _WHAT, ("-risk.score", "-ingested_at"))  # fmt: skip
BY_ROUTE: Final = Search(
    "By route", "Postings that name where people leave from or pass and where they are to go, sorted by that route.",
    "_exists_:charts.route", ("charts.route", *_WHAT), ("charts.route", "-ingested_at"))  # fmt: skip
BY_WALLET: Final = Search(
    "By wallet", "Postings that name a Bitcoin, Ethereum or Tron address, those with the same address one after another.",
    "_exists_:values.wallet", ("contacts.type", *_WHAT), ("values.wallet", "-ingested_at"))  # fmt: skip
RUNS_FAILED: Final = Search(
    "Runs that did not end well", "Runs refused, failed, to be tried later or with a broken contract, and why, the latest first.",
    "NOT outcome:ok", ("source", "outcome", "why", "broken_rules", "statuses", "pages"), ("-started",), "runs")  # fmt: skip
SEARCHES: Final = (NEW_LINKED, UNREVIEWED, BY_ROUTE, BY_WALLET, RUNS_FAILED)

_CONTROLS = (
    Control("places.country", "Country"), Control("language", "Language"), Control("compounds.name", "Compound"),
    Control("risk.level", "Risk"),
)  # fmt: skip
_COUNT = Figure("Postings")
_RISK = Figure("Greatest risk", "max", "risk.score")
_CAMPAIGNS = Figure("Campaigns", "unique", "campaign")
_CONTACTS = Figure("Contacts", "unique", "values.contact")
_LINKED = "_exists_:compounds.id"
_COPIED = "_exists_:campaign"
_NOT_WELL = "NOT outcome:ok"
_GRAVE = "risk.level:(high OR critical)"
_LEVEL = By("risk.level", "Risk", 4)

_RUNS = Figure("Runs")
_TOLD = Figure("Deliveries")


def _number(  # noqa: PLR0913, PLR0917  # short where it is called
    title: str, says: str, figure: Figure = _COUNT, query: str = "", kind: Kind = "postings", width: int = 12
) -> Panel:
    return Panel(title, says, "number", (), (figure,), query, kind, width, height=7)


TODAY: Final = Dashboard(
    "Today", "What came in during the last day, and what of it needs a person first.", "now-24h", _CONTROLS, (
        _number("New postings", "How many postings were taken in."),
        _number("High or critical", "How many of them are of high or critical risk.", query=_GRAVE),
        _number("Linked to a compound", "How many of them something ties to a compound.", query=_LINKED),
        _number("Campaigns seen", "In how many campaigns (groups of near copies) they stand.", _CAMPAIGNS),
        Panel("New by hour and risk", "When they were taken in, by risk level.", "time",
              (_LEVEL, By("ingested_at", "Hour", every="1h"))),
        Panel("New by destination", "To which countries they say people are to go.", "bars", (By("charts.to", "Destination"),),
              width=12),
        Panel("New by source", "Which sources they came from.", "bars", (By("source", "Source"),), width=12),
        SearchPanel(NEW_LINKED),
        SearchPanel(UNREVIEWED),
        Panel("What happened to postings", "New, edited, gone, returned and copied postings; the lists above do not narrow it.",
              "bars", (By("event", "Event"),), (Figure("Events"),), kind="changes", width=48, height=9),
    ))  # fmt: skip

MAP: Final = Dashboard(
    "Map of destinations and compounds", "Where postings say people are to go, and the compounds they are tied to.", "now-90d",
    _CONTROLS, (
        MapPanel("Destinations and compounds",
                 "Clusters of places named as destination and of compounds linked to; larger is more postings, darker more risk.",
                 (Layer("Destinations", "charts.destination", "risk.score", "Blues"),
                  Layer("Compounds", "charts.compound", "risk.score", "Reds")),
                 ("title", "risk.level", "compounds.name", "places.name", "source", "url", "id"), (14.0, 102.0), 4.2),
        Panel("Compounds", "Compounds by postings tied to them, with campaigns and the greatest risk.", "table",
              (By("compounds.name", "Compound", 25),), (_COUNT, _CAMPAIGNS, _RISK)),
        Panel("What ties them", "By what postings were tied to a compound: its name, nearness, a contact, a campaign.", "shares",
              (By("compounds.by", "Tied by"),), query=_LINKED, width=12),
        Panel("Places named", "The places that postings name most, in any role.", "bars", (By("places.name", "Place", 15),),
              width=12),
    ))  # fmt: skip

ROUTES: Final = Dashboard(
    "Routes", "From where, through where and to where postings would move people.", "now-90d", _CONTROLS, (
        Panel("Origin → transit → destination", "Routes by country, with campaigns and the greatest risk.", "table",
              (By("charts.route", "Route", 30),), (_COUNT, _CAMPAIGNS, _RISK), height=16),
        Panel("Origin and destination", "How often a country of origin and one of destination are named together.", "heat",
              (By("charts.from", "Origin"), By("charts.to", "Destination")), height=16),
        Panel("Origins", "Countries that people are to leave.", "bars", (By("charts.from", "Origin", 15),), width=16),
        Panel("Transit", "Countries that people are to pass through.", "bars", (By("charts.via", "Transit", 15),), width=16),
        Panel("Destinations", "Countries that people are to go to.", "bars", (By("charts.to", "Destination", 15),), width=16),
        Panel("Routes by week", "The commonest routes week by week, by when a posting was first seen.", "time",
              (By("charts.route", "Route"), By("first_seen", "Week", every="1w")), width=48),
        SearchPanel(BY_ROUTE),
    ))  # fmt: skip

CAMPAIGNS: Final = Dashboard(
    "Campaigns over time", "Groups of near copies: how large, how long, under how many contacts.", "now-90d", _CONTROLS, (
        _number("Campaigns", "How many campaigns there are.", _CAMPAIGNS, width=16),
        _number("Postings in campaigns", "How many postings stand in a campaign.", _COUNT, _COPIED, width=16),
        _number("Contacts of campaigns", "How many contacts the campaigns give.", _CONTACTS, _COPIED, width=16),
        Panel("Campaigns day by day", "Postings of the greatest campaigns, by the day they were first seen.", "time",
              (By("campaign", "Campaign"), By("first_seen", "Day", every="1d")), width=48),
        Panel("Greatest campaigns", "Campaigns by postings, with their contacts, sources and greatest risk.", "table",
              (By("campaign", "Campaign", 25),), (_COUNT, _CONTACTS, Figure("Sources", "unique", "source"), _RISK), width=48),
    ))  # fmt: skip

CONTACTS: Final = Dashboard(
    "Contacts and wallets", "Whom postings ask people to write to, and where money is to go.", "now-90d", _CONTROLS, (
        Panel("Wallets", "Bitcoin, Ethereum and Tron addresses by postings that name them.", "table",
              (By("values.wallet", "Wallet", 25),), (_COUNT, _CAMPAIGNS, _RISK)),
        Panel("Contacts", "Telephone numbers, handles and addresses by postings that name them.", "table",
              (By("values.contact", "Contact", 25),), (_COUNT, _CAMPAIGNS, _RISK)),
        Panel("Kinds of contact", "Postings by the kinds of contact they give.", "bars", (By("contacts.type", "Kind", 16),),
              width=16),
        Panel("Kinds of contact by week", "How the kinds of contact change week by week.", "time",
              (By("contacts.type", "Kind", 6), By("first_seen", "Week", every="1w")), width=16),
        Panel("Domains", "Domains of links and mail addresses by postings.", "table", (By("values.domain", "Domain", 25),),
              (_COUNT, _CAMPAIGNS), width=16),
        SearchPanel(BY_WALLET),
    ))  # fmt: skip

AUDIENCE: Final = Dashboard(
    "Nationalities, languages, sectors and lures", "Whom postings are after, and with what.", "now-90d", _CONTROLS, (
        Panel("Nationalities asked for", "Countries whose people postings ask for.", "bars",
              (By("audience.nationalities", "Nationality", 15),), width=16),
        Panel("Languages", "Languages that postings are written in.", "bars", (By("language", "Language", 15),), width=16),
        Panel("Sectors", "Kinds of work that postings offer.", "bars", (By("roles.sector", "Sector", 15),), width=16),
        Panel("Lures", "What speaks for a lure, by postings, with the greatest risk.", "table",
              (By("indicators.name", "Lure", 30),), (_COUNT, _RISK)),
        Panel("Sectors by language", "Which work is offered in which language.", "heat",
              (By("roles.sector", "Sector"), By("language", "Language"))),
        Panel("Pay by sector", "Middle pay offered in US dollars a month, by kind of work.", "table",
              (By("roles.sector", "Sector", 15),), (_COUNT, Figure("Middle pay", "median", "pay.usd_per_month")),
              "_exists_:pay.usd_per_month"),
        Panel("Lures by week", "The commonest lures week by week, by when a posting was first seen.", "time",
              (By("indicators.name", "Lure", 6), By("first_seen", "Week", every="1w"))),
    ))  # fmt: skip

SOURCES: Final = Dashboard(
    "Source health", "Whether sources could be looked at, and what they gave.", "now-14d",
    (Control("source", "Source"), Control("outcome", "How it ended")), (
        _number("Runs", "How many runs there were.", _RUNS, kind="runs"),
        _number("Not well", "How many were refused, failed, are to be tried later or broke their contract.", _RUNS, _NOT_WELL,
                "runs"),
        _number("Sources that did not end well", "How many sources had such a run.", Figure("Sources", "unique", "source"),
                _NOT_WELL, "runs"),
        _number("Postings seen", "How many postings all runs saw.", Figure("Postings", "sum", "postings"), kind="runs"),
        Panel("Runs by day", "How runs ended, day by day.", "time", (By("outcome", "How it ended", 5),
              By("started", "Day", every="1d")), (_RUNS,), kind="runs"),
        Panel("HTTP statuses", "Runs by the HTTP statuses they met.", "bars", (By("statuses", "Status", 15),), (_RUNS,),
              kind="runs", width=12),
        Panel("Rules broken", "Runs by the lines of the contract they broke.", "bars", (By("broken_rules", "Rule", 15),),
              (_RUNS,), kind="runs", width=12),
        Panel("Sources", "Each source: runs, postings seen, new and gone ones, pages that were a block, seconds a run.", "table",
              (By("source", "Source", 100),),
              (_RUNS, Figure("Seen", "sum", "postings"), Figure("New", "sum", "sightings.new"),
               Figure("Gone", "sum", "sightings.gone"), Figure("Blocked pages", "sum", "classes.blocked"),
               Figure("Seconds", "average", "seconds")), kind="runs", width=48),
        SearchPanel(RUNS_FAILED),
    ), "runs")  # fmt: skip

ALERTS: Final = Dashboard(
    "Alert deliveries", "What was told to whom, how fast, and what did not arrive. No address stands here.", "now-30d",
    (Control("country", "Country"), Control("language", "Language"), Control("compound", "Compound"), Control("level", "Risk"),
     Control("state", "State of the mail")), (
        _number("Told", "How many events were told to subscribers.", _TOLD, kind="alerts"),
        _number("Mails", "In how many mails.", Figure("Mails", "unique", "mail"), kind="alerts"),
        _number("Refused or in doubt", "How many deliveries were refused by a mail server or may not have arrived.", _TOLD,
                "state:(refused OR in_doubt)", "alerts"),
        _number("Seconds to the mail", "Middle time from the match until the mail was sent or given up.",
                Figure("Seconds", "median", "seconds_to_mail"), kind="alerts"),
        Panel("Deliveries by day", "Deliveries day by day, by the state of their mail.", "time",
              (By("state", "State", 6), By("told_at", "Day", every="1d")), (_TOLD,), kind="alerts"),
        Panel("Events told", "Deliveries by event: new, edited, gone, returned, copy, retracted.", "bars",
              (By("event", "Event"),), (_TOLD,), kind="alerts", width=12),
        Panel("Risk told", "Deliveries by risk level of the posting.", "shares", (By("level", "Risk", 4),), (_TOLD,),
              kind="alerts", width=12),
        Panel("Alerts", "Each saved search: deliveries, subscribers, postings, middle seconds to the mail.", "table",
              (By("alert", "Alert", 100),),
              (_TOLD, Figure("Subscribers", "unique", "subscriber"), Figure("Postings", "unique", "posting_id"),
               Figure("Seconds", "median", "seconds_to_mail")), kind="alerts", width=48),
    ), "alerts")  # fmt: skip

DASHBOARDS: Final = (TODAY, MAP, ROUTES, CAMPAIGNS, CONTACTS, AUDIENCE, SOURCES, ALERTS)
