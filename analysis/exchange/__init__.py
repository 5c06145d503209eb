"""Codebooks and coded projects as other programs read and write them: REFI-QDA, CSV and XLSX; all pure."""
