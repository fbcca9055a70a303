"""briefer: news articles in, a policy brief out in which every sentence proves itself."""

__version__ = "0.1.0"
