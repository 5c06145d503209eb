"""How well the suggestion engine does on the public NHS comments, beside a plain TF-IDF and linear SVC."""
