"""Dashboards: what is drawn, and what nobody can find out from it."""
