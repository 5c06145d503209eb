"""Tests of the pages on which single responses are decided on."""
