"""TF-IDF of words and characters with logistic regression, as Lapwing's `compare` runs it.

usage: scikit_learn.py POSTS.jsonl OUT.json

A line of POSTS.jsonl: {"split", "text", "words", "labels"}; `words` is the text with its words set apart by spaces,
`labels` the numbers of its labels (absent for the test split). The first line: {"task", "labels", "seed"}.
OUT.json: {"validation": [[p, ...], ...], "test": [[p, ...], ...]}, one probability per label.
"""

import json
import sys

import numpy as np
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

STRENGTHS = (1, 2, 4, 8)


def read(path):
    with open(path, encoding="utf-8") as file:
        shape = json.loads(file.readline())
        posts = {"train": [], "validation": [], "test": []}
        for line in file:
            post = json.loads(line)
            posts[post["split"]].append(post)
    return shape, posts


def vectorise(posts):
    blocks = (
        (TfidfVectorizer(analyzer="word", token_pattern=r"\S+", ngram_range=(1, 2), sublinear_tf=True, min_df=2), "words"),
        (TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 5), sublinear_tf=True, min_df=2), "text"),
    )
    parts = {split: [] for split in posts}
    for vectoriser, field in blocks:
        vectoriser.fit(post[field] for post in posts["train"])
        for split, members in posts.items():
            parts[split].append(vectoriser.transform(post[field] for post in members))
    return {split: hstack(blocks).tocsr() for split, blocks in parts.items()}


def truth(posts, labels):
    rows = np.zeros((len(posts), labels), dtype=np.int8)
    for row, post in zip(rows, posts):
        row[post["labels"]] = 1
    return rows


def fit_label(vectors, column, strength, seed):
    if column.min() == column.max():
        return {split: np.full(vectors[split].shape[0], float(column[0])) for split in ("validation", "test")}
    model = LogisticRegression(C=strength, solver="liblinear", random_state=seed).fit(vectors["train"], column)
    return {split: model.predict_proba(vectors[split])[:, 1] for split in ("validation", "test")}


def fit(vectors, known, strength, shape):
    """One label against the rest; where a post has exactly one label, its probabilities are scaled to sum to 1."""
    each = [fit_label(vectors, column, strength, shape["seed"]) for column in known["train"].T]
    result = {split: np.column_stack([one[split] for one in each]) for split in ("validation", "test")}
    if shape["task"] == "single":
        result = {split: rows / rows.sum(axis=1, keepdims=True) for split, rows in result.items()}
    return result


def judge(known, probabilities):
    """Macro average precision over the labels that occur."""
    occur = known.sum(axis=0) > 0
    return average_precision_score(known[:, occur], probabilities[:, occur], average="macro")


def main(source, target):
    shape, posts = read(source)
    vectors = vectorise(posts)
    known = {split: truth(posts[split], len(shape["labels"])) for split in ("train", "validation")}
    best, reached = None, -1.0
    for strength in STRENGTHS:
        result = fit(vectors, known, strength, shape)
        score = judge(known["validation"], result["validation"])
        print(f"C = {strength}: validation AUPRC {score:.4f}", file=sys.stderr, flush=True)
        if score > reached:
            best, reached = result, score
    with open(target, "w", encoding="utf-8") as file:
        json.dump({split: rows.tolist() for split, rows in best.items()}, file)


main(sys.argv[1], sys.argv[2])
