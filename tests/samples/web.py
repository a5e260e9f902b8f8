"""Web pages with the clutter of real sites: menus, a cookie banner, share links, related articles, scripts."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

from tests.samples.layout import dice
from tests.samples.markup import Markup
from tests.samples.source import Source, Text

WORDS = {
    "fr": {
        "site": "Organisation internationale du Travail", "menu": ["Accueil", "À propos de l'OIT", "Thèmes", "Régions",
        "Salle de presse", "Publications", "Normes du travail"],
        "skip": "Aller au contenu principal", "search": "Rechercher",
        "cookie": "Ce site utilise des cookies pour améliorer votre navigation.", "accept": "Tout accepter",
        "refuse": "Tout refuser", "share": "Partager cette page", "related": "À lire aussi", "tags": "Mots-clés",
        "newsletter": "Abonnez-vous à notre lettre d'information", "legal": ["Mentions légales", "Confidentialité",
        "Plan du site"], "rights": "Tous droits réservés", "articles": ["Le dialogue social au cœur de la reprise",
        "Nouvelle vidéo : une journée avec les inspectrices du travail", "Trois questions sur le travail décent"],
    },
    "en": {
        "site": "International Labour Organization", "menu": ["Home", "About the ILO", "Topics", "Regions", "Newsroom",
        "Publications", "Labour standards"], "skip": "Skip to main content", "search": "Search",
        "cookie": "We use cookies to make this site work better for you.",
        "accept": "Accept all", "refuse": "Reject all",
        "share": "Share this page", "related": "You may also like", "tags": "Tags",
        "newsletter": "Sign up for our newsletter", "legal": ["Terms of use", "Privacy", "Site map"],
        "rights": "All rights reserved", "articles": ["Why social dialogue matters for recovery",
        "New video: a day with labour inspectors", "Three questions about decent work"],
    },
    "zh": {
        "site": "国际劳工组织", "menu": ["首页", "关于我们", "主题", "地区", "新闻中心", "出版物", "国际劳工标准"],
        "skip": "跳到主要内容", "search": "搜索", "cookie": "本网站使用Cookie改善您的浏览体验。", "accept": "全部接受",
        "refuse": "全部拒绝", "share": "分享到", "related": "相关阅读", "tags": "关键词", "newsletter": "订阅电子简报",
        "legal": ["使用条款", "隐私政策", "网站地图"], "rights": "版权所有",
        "articles": ["社会对话为何重要", "新视频：走近劳动监察员", "关于体面劳动的三个问题"],
    },
}  # fmt: skip
SHARES = ["Facebook", "X", "LinkedIn", "WhatsApp"]
SITES = {"fr": "https://www.ilo.org/fr/", "en": "https://www.ilo.org/", "zh": "https://www.ilo.org/zh-hans/"}


def links(words: list[str], kind: str) -> str:
    """A list of links, as menus have them."""
    entry = '<li class="{0}__item"><a href="/{0}/{1}">{2}</a></li>'
    items = "".join(entry.format(kind, number, escape(word)) for number, word in enumerate(words))
    return f'<ul class="{kind}">{items}</ul>'


class WebPage:
    """Writes one page on one of three templates."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.words = WORDS[source.language[:2]]
        self.markup = Markup(links=True)
        self.address = f"{SITES[source.language[:2]]}resource/{source.attributes['id']}"

    def text(self, key: str) -> str:
        value = self.words[key]
        assert isinstance(value, str)
        return escape(value)

    def list(self, key: str) -> list[str]:
        value = self.words[key]
        assert isinstance(value, list)
        return value

    def head(self) -> str:
        """Metadata that agrees with the source: title, date, address, and the same again for machines."""
        source = self.source
        title, site = escape(source.title), self.text("site")
        data: dict[str, object] = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": source.title}
        data |= {"inLanguage": source.language, "url": self.address, "publisher": self.words["site"]}
        dates = ""
        if source.published:
            data["datePublished"] = source.published
            dates = f'<meta property="article:published_time" content="{source.published}T09:00:00+00:00">\n'
        return (
            f'<meta charset="{source.encoding or "utf-8"}">\n<title>{title} | {site}</title>\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<link rel="canonical" href="{self.address}">\n<meta property="og:title" content="{title}">\n'
            f'<meta property="og:type" content="article">\n<meta property="og:site_name" content="{site}">\n{dates}'
            f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>\n'
            "<style>.nav li{display:inline-block;margin-right:1em}.box{border:1px solid #1e2dbe;padding:1em}"
            ".side-by-side{display:flex;gap:2em}.cookies{position:fixed;bottom:0}</style>\n"
            '<script>window.dataLayer=window.dataLayer||[];dataLayer.push({"event":"page","id":"UA-1234567-8"});</script>'
        )

    def banner(self) -> str:
        return (
            f'<div id="cookie-banner" class="cookies cookie-consent" role="dialog"><p>{self.text("cookie")}</p>'
            f"<button>{self.text('accept')}</button> <button>{self.text('refuse')}</button></div>"
        )

    def share(self) -> str:
        return f'<div class="share social-share"><span>{self.text("share")}</span>{links(SHARES, "share-links")}</div>'

    def related(self) -> str:
        cards = "".join(
            f'<li class="card"><a href="/article/{number}">{escape(title)}</a></li>'
            for number, title in enumerate(self.list("articles"))
        )
        return f'<aside class="related related-articles"><h2>{self.text("related")}</h2><ul>{cards}</ul></aside>'

    def top(self) -> str:
        running = "".join(f'<div class="site-slogan">{escape(line)}</div>' for line in self.source.headers)
        return (
            f'<a class="skip-link" href="#main">{self.text("skip")}</a>\n<header class="site-header">\n'
            f'<div class="logo">{self.text("site")}</div>{running}\n<nav class="nav" aria-label="main">'
            f'{links(self.list("menu"), "menu")}</nav>\n<form action="/search"><input name="q" '
            f'placeholder="{self.text("search")}"></form>\n</header>'
        )

    def bottom(self) -> str:
        running = "".join(f"<p>{escape(line)}</p>" for line in self.source.footers)
        return (
            f'<footer class="site-footer">\n<div class="newsletter">{self.text("newsletter")}</div>\n{running}'
            f"{links(self.list('legal'), 'legal')}\n"
            f"<small>© {self.text('site')}. {self.text('rights')}.</small>\n</footer>"
        )

    def body(self) -> str:
        template = dice(self.source, "template").choice([self.modern, self.blog, self.old])
        return template(self.markup.nodes(self.source.nodes))

    def crumbs(self) -> str:
        first = next((node.text for node in self.source.nodes if isinstance(node, Text) and node.tag == "h1"), "")
        menu = self.list("menu")
        return f'<nav class="breadcrumb">{escape(menu[0])} › {escape(menu[4])} › {escape(first[:30])}…</nav>'

    def modern(self, content: str) -> str:
        """A page of a content system with semantic elements."""
        return (
            f'<main id="main">\n{self.crumbs()}\n<article class="node node--type-news">\n{content}\n</article>\n'
            f"{self.share()}\n{self.related()}\n</main>"
        )

    def blog(self, content: str) -> str:
        """A page of a blog: a side bar, tags, share links before and after the text."""
        return (
            f'<div id="page" class="site"><div class="content-area"><main id="main">\n{self.share()}\n'
            f'<article class="post hentry"><div class="entry-content">\n{content}\n</div>\n'
            f'<div class="tags post-tags">{self.text("tags")}</div></article>\n</main></div>\n'
            f'<div id="secondary" class="widget-area sidebar">{self.related()}</div></div>'
        )

    def old(self, content: str) -> str:
        """A page of twenty years ago, laid out by divisions without meaning."""
        return (
            f'<div class="wrapper"><div class="left-nav">{links(self.list("menu")[1:], "left-menu")}</div>\n'
            f'<div id="main" class="content main-content">\n{content}\n</div>\n'
            f'<div class="right">{self.related()}{self.share()}</div></div>'
        )

    def html(self) -> str:
        """The whole page."""
        return (
            f'<!DOCTYPE html>\n<html lang="{self.source.language}">\n<head>\n{self.head()}\n</head>\n'
            f"<body>\n{self.banner()}\n"
            f'{self.top()}\n{self.body()}\n{self.bottom()}\n<noscript><img src="/pixel.gif" alt=""></noscript>\n'
            "<script>(function(){var n=2026;document.title=document.title;})();</script>\n</body>\n</html>\n"
        )


def write_html(source: Source, target: Path) -> None:
    """Write the web page of a source, in its encoding."""
    target.write_bytes(WebPage(source).html().encode(source.encoding or "utf-8"))
