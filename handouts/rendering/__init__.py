"""Rendering: a composed document (pages of marks and a structure tree) becomes PDF bytes.

This room knows PDF and ReportLab. It never knows a procedure, a clinic or a patient.
"""
