"""The Sphinx side: what chapters can ask for, how faults stop a build, how a finished site replaces the last one."""

import sys

from docutils.utils.smartquotes import smartchars
from sphinx.errors import ConfigError

from report.book import (asks, audit, cards, changes, checks, citations, claims, downloads, fresh, kernels, machine,
                         page, paragraphs, passages, pdf, pictures, publish, register, sources, withdrawals)
from report.book.numbers import NumberDomain, NumberRole


def setup(app):
    """Register everything with Sphinx; nothing else happens here."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        raise ConfigError(f"This project needs Python 3.11, 3.12 or 3.13; this is {sys.version.split()[0]}.")
    smartchars.quotes.setdefault("be", smartchars.quotes["ru"])  # docutils knows no Belarusian quotation marks
    app.add_config_value("report_digest", "", "env", str)
    register_markup(app)
    app.add_config_value("comments_config", {}, "html")  # set by Jupyter Book for an extension that is left out
    app.connect("config-inited", kernels.use_own_code)
    app.connect("config-inited", kernels.spare_collector)
    app.connect("config-inited", fresh.follow_inputs)
    app.connect("config-inited", publish.build_aside)
    app.connect("builder-inited", checks.check_data)
    app.connect("builder-inited", kernels.use_all_cores)
    app.connect("builder-inited", page.no_search)
    app.connect("builder-inited", pdf.tell_edition, priority=600)
    app.connect("builder-inited", publish.keep_unchanged, priority=700)
    app.connect("env-get-outdated", fresh.out_of_date)
    app.connect("env-before-read-docs", fresh.begin_reading)
    app.connect("env-before-read-docs", kernels.warm)
    app.connect("source-read", fresh.begin_page)
    app.connect("doctree-read", audit.audit)
    app.connect("doctree-read", claims.close_up)
    app.connect("doctree-read", paragraphs.number_paragraphs)
    app.connect("doctree-read", withdrawals.check_paragraphs)
    app.connect("doctree-read", fresh.end_page, priority=900)
    app.connect("env-updated", kernels.cool)
    app.connect("env-check-consistency", fresh.end_reading)
    app.connect("doctree-resolved", pictures.code_below_output)
    app.connect("html-page-context", page.finish, priority=900)
    app.connect("build-finished", page.sweep, priority=800)
    app.connect("build-finished", machine.write_numbers, priority=800)
    app.connect("build-finished", changes.write_changes, priority=800)
    app.connect("build-finished", downloads.write_data, priority=810)
    app.connect("build-finished", downloads.zip_site, priority=850)
    app.connect("build-finished", publish.publish, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def register_markup(app):
    """Register what chapters are written with; no check, and nothing that changes how a book is built."""
    app.add_domain(NumberDomain)
    app.add_role("num", NumberRole())
    app.add_role("source", sources.SourceRole())
    app.add_role("claim", claims.ClaimRole())
    app.add_role("edition", pdf.EditionRole())
    app.add_role("take-away", downloads.FileRole())
    app.add_directive("chart", pictures.ChartDirective)
    app.add_directive("fold", pictures.FoldDirective)
    app.add_directive("chapter-sources", sources.ChapterSources)
    app.add_directive("source-list", sources.SourceList)
    app.add_directive("number-cards", cards.NumberCards)
    app.add_directive("discrepancy-list", register.Register)
    app.add_directive("claim-list", claims.ClaimList)
    app.add_directive("distress", passages.Distress)
    app.add_directive("ask-list", asks.AskList)
    app.add_directive("what-changed", changes.WhatChanged)
    app.add_directive("correction-list", changes.CorrectionList)
    app.add_directive("withdrawn", withdrawals.Withdrawn)
    app.add_directive("withdrawal-list", withdrawals.WithdrawalList)
    app.add_directive("citation-list", citations.CitationList)
    app.add_node(pictures.fold, html=(pictures.open_fold, pictures.close_fold), typst=(pdf.leave_out, None))
    app.add_node(claims.claim, html=(claims.skip, None), typst=(pdf.leave_out, None))
    app.add_node(downloads.take_away, html=(downloads.open_link, downloads.close_link),
                 typst=(pdf.words_only, pdf.words_only))
    for place in (sources.chapter_sources, sources.source_list, cards.number_cards, claims.claim_list,
                  changes.what_changed, citations.citation_list):
        app.add_node(place)
    for transform in (sources.FillInSources, cards.FillInCards, claims.FillInClaims, changes.FillInChanges,
                      citations.FillInCitations):
        app.add_post_transform(transform)
