"""The dashboard of the outlets: who is silent, who refuses us, whose pages have changed."""

from deploy.grafana.panel import Dashboard, Panel, Row

_CHOSEN = '{outlet=~"$outlet"}'


def _state(state: str) -> str:
    return f'sum by (outlet) (masar_crawler_sources{{outlet=~"$outlet", state="{state}"}})'


NOW = Row(
    "Now",
    (
        Panel(
            "Not as usual",
            "-1 low, 1 high against the outlet's own four weeks.",
            {"{{outlet}} {{figure}}": f"masar_outlet_deviation{_CHOSEN} != 0 or masar_outlet_deviation{_CHOSEN} * 0"},
        ),
        Panel(
            "Refuse us",
            "Hosts that refuse us, and sources that are refused.",
            {
                "{{outlet}} hosts": f"sum by (outlet) (masar_crawler_hosts_refusing{_CHOSEN})",
                "{{outlet}} sources": _state("refused"),
            },
        ),
        Panel(
            "Left alone",
            "Hosts that rest: failures, or they asked for it.",
            {"{{outlet}}": f"sum by (outlet) (masar_crawler_hosts_resting{_CHOSEN})"},
        ),
        Panel(
            "Sources",
            "By how their last poll ended.",
            {
                "works": f"sum({_state('works')})",
                "failing": f"sum({_state('failing')})",
                "unpolled": f"sum({_state('unpolled')})",
            },
            stacked=True,
        ),
    ),
)

SILENCE = Row(
    "Freshness",
    (
        Panel(
            "Since the last page",
            "By outlet.",
            {"{{outlet}}": f"time() - masar_outlet_last_page_timestamp_seconds{_CHOSEN}"},
            "s",
        ),
        Panel(
            "Against its own longest silence",
            "1 is as long as the longest of the four weeks before; the alert comes at twice that.",
            {
                "{{outlet}}": f"(time() - masar_outlet_last_page_timestamp_seconds{_CHOSEN})"
                f" / masar_outlet_longest_silence_seconds{_CHOSEN}"
            },
            warn=2,
        ),
        Panel(
            "Since the last article",
            "About a dossier.",
            {"{{outlet}}": f"time() - masar_outlet_last_article_timestamp_seconds{_CHOSEN}"},
            "s",
        ),
    ),
)

NUMBERS = Row(
    "Pages and their text",
    (
        Panel("Pages in 24 hours", "Discovered.", {"{{outlet}}": f"masar_outlet_pages{_CHOSEN}"}),
        Panel(
            "Against a usual day",
            "1 is as always.",
            {
                "{{outlet}}": f"masar_outlet_pages{_CHOSEN} / ignoring (figure)"
                f' (masar_outlet_usual{{outlet=~"$outlet", figure="pages"}} > 0)'
            },
        ),
        Panel(
            "Length",
            "Middle of the last pages read, characters.",
            {"{{outlet}}": f"masar_outlet_length_characters{_CHOSEN}"},
        ),
        Panel(
            "Alarms, an hour",
            "Raised and recovered, by figure.",
            {"{{figure}} {{change}}": "sum by (figure, change) (increase(masar_outlet_alarms_total[1h]))"},
        ),
    ),
)


def _share(figure: str) -> Panel:
    asked = f'masar_outlet_share_ratio{{outlet=~"$outlet", figure="{figure}"}}'
    return Panel(f"With {figure}", "Share of the last pages read.", {"{{outlet}}": asked}, "percentunit")


SHARES = Row("What is found in the pages", tuple(map(_share, ("text", "title", "date", "author", "agency"))))

OUTLETS = Dashboard(
    uid="masar-outlets",
    title="Masar: outlets",
    says="Each outlet against its own rhythm; docs/completeness.md explains the figures.",
    rows=(NOW, SILENCE, NUMBERS, SHARES),
    variables={"outlet": "label_values(masar_crawler_sources, outlet)"},
)
