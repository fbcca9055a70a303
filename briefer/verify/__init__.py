"""Checking quotes and briefs of any origin against articles."""
