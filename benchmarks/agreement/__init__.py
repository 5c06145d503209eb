"""Our figures of agreement beside NLTK's and beside examples that were worked by hand and published."""
