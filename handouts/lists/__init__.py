"""Appointment lists: what a booking system or a spreadsheet saved becomes visits, each value with its cell.

Knows no page, no PDF and no library: only the names it is told.
"""
