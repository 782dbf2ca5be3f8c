"""The same crawl by Scrapy, run by a Python that has it: listings, articles, files, no archive."""
# ruff: noqa: ANN001, ANN003, ANN201, ANN204  (Scrapy is not there when types are checked)

from __future__ import annotations

import json
import resource
import sys

import scrapy
from scrapy.crawler import CrawlerProcess


class Portals(scrapy.Spider):
    """Follows each portal's pager and takes title, day and text of each article."""

    name = "portals"

    def __init__(self, portals, **options):
        super().__init__(**options)
        self.portals = portals
        self.files = 0

    async def start(self):
        """Begin with each portal's listing."""
        for portal in self.portals:
            yield scrapy.Request(portal["listing"], self.listing, cb_kwargs={"portal": portal})

    def listing(self, response, portal):
        """Follow the articles and the next page."""
        for row in response.css(portal["item"]):
            if href := row.css(portal["link"]).attrib.get("href"):
                yield self.ask(response, href, self.article, portal)
        for link in response.css(portal["next"]):
            yield self.ask(response, link.attrib["href"], self.listing, portal)

    def ask(self, response, href, then, portal):
        """Give the request for a link, at the origin that stands for the portal's own."""
        url = response.urljoin(href).replace(portal["declared"], portal["origin"])
        return scrapy.Request(url, then, cb_kwargs={"portal": portal})

    def article(self, response, portal):
        """Give the article, and ask for its files."""
        body = response.css(portal["body"])
        yield {
            "url": response.url,
            "title": " ".join(response.css(portal["title"]).css("::text").getall()).strip(),
            "date": " ".join(response.css(portal["date"]).css("::text").getall()).strip(),
            "text": "\n".join(body.css("::text").getall()),
        }
        for href in response.css("a::attr(href)").getall():
            if href.lower().endswith((".pdf", ".docx")):
                yield self.ask(response, href, self.file, portal)

    def file(self, response, portal):  # noqa: ARG002  (as every callback)
        """Take a file."""
        self.files += len(response.body) > 0


def main(portals, delay, at_once, out):
    """Crawl, and print what was found and the CPU seconds used."""
    process = CrawlerProcess(
        {
            "ROBOTSTXT_OBEY": True,
            "DOWNLOAD_DELAY": float(delay),
            "RANDOMIZE_DOWNLOAD_DELAY": False,
            "CONCURRENT_REQUESTS": int(at_once),
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
            "COOKIES_ENABLED": True,
            "TELNETCONSOLE_ENABLED": False,
            "LOG_LEVEL": "ERROR",
            "FEEDS": {out: {"format": "jsonlines", "encoding": "utf8"}},
        }
    )
    crawler = process.create_crawler(Portals)
    process.crawl(crawler, portals=json.loads(portals))
    process.start()
    used = resource.getrusage(resource.RUSAGE_SELF)
    stats = crawler.stats.get_stats()
    told = {
        "fetched": stats.get("item_scraped_count", 0) + crawler.spider.files,
        "cpu": used.ru_utime + used.ru_stime,
        "requests": stats.get("downloader/request_count"),
        "scrapy": scrapy.__version__,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
