"""Delivery reports: read, tied to the mail they are about, and obeyed."""

from alerts.outbox.bounces.reading import ReportCounts, read_reports

__all__ = ["ReportCounts", "read_reports"]
