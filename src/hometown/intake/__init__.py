"""Captures that cross domains: a workbook that makes officers, visits and projects; the demo batch."""
