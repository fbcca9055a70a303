"""Actors: the table of those the news speaks of, and the cast of one article. Pure."""

from briefer.actors.cast import Cast, cast
from briefer.actors.people import Person
from briefer.actors.table import Actor, Table, table

__all__ = ["Actor", "Cast", "Person", "Table", "cast", "table"]
