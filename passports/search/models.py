"""What models are found by: derived from what the public sees of them, and rebuilt at will.

Nothing here is a record. Every row can be dropped and made again from the passports
(`rebuild_search`), so the tables stand outside the append-only ones.
"""

from django.db import models


class SearchEntry(models.Model):
    """One model: what it is found by, filtered by and sorted by.

    `words` are folded words and filter marks with a space between them; an inverted index stands
    over them (FTS5 or GIN, made by hand in a migration). `label` is what a typed text is likened
    to, one spelling per line. The `*_order` columns are sorted ascending: see `passports.search
    .entry`. `seq` is the acceptance sequence at which the passport was read.
    """

    product = models.OneToOneField("passports.Product", models.CASCADE, primary_key=True)
    sector = models.TextField()
    category = models.TextField()
    maker = models.TextField()
    maker_key = models.TextField(db_index=True)
    country = models.TextField()
    repair_class = models.TextField()
    model_key = models.TextField()
    name_order = models.TextField()
    repair_order = models.IntegerField()
    carbon_order = models.FloatField()
    carbon_kg = models.FloatField(null=True)
    carbon_key = models.TextField()
    is_active = models.BooleanField()
    changed_ms = models.BigIntegerField()
    seq = models.BigIntegerField()
    label = models.TextField()
    words = models.TextField()

    class Meta:
        indexes = [
            # read by lists without words: by filter where few models remain, else by their order
            models.Index(fields=["sector"], name="search_entry_sector"),
            models.Index(fields=["country"], name="search_entry_country"),
            models.Index(fields=["repair_class"], name="search_entry_class"),
            models.Index(fields=["name_order", "product"], name="search_entry_name"),
            models.Index(fields=["repair_order", "product"], name="search_entry_repair"),
            models.Index(fields=["carbon_order", "product"], name="search_entry_carbon"),
            models.Index(fields=["model_key"], name="search_entry_model"),
            # read by the statistics of categories
            models.Index(
                fields=["sector", "category", "carbon_key", "carbon_kg"],
                condition=models.Q(carbon_kg__isnull=False, is_active=True)
                & ~models.Q(carbon_key=""),
                name="search_entry_figures",
            ),
        ]


class SearchWord(models.Model):
    """A word of at least one entry, and by how many it is used.

    `grams` are its trigrams, by which words with an error in them are found; empty for short ones.
    """

    word = models.TextField(unique=True)
    uses = models.IntegerField()
    grams = models.TextField()


class SearchGram(models.Model):
    """In how many words a trigram stands, so that rare ones are looked up and common ones not."""

    gram = models.TextField(primary_key=True)
    uses = models.IntegerField()

    class Meta:
        indexes = [
            # read by the sweep of those that came to nothing
            models.Index(
                fields=["uses"], condition=models.Q(uses__lte=0), name="search_gram_unused"
            )
        ]


class SearchTally(models.Model):
    """How many entries share all that can be filtered by: counts without counting."""

    sector = models.TextField()
    maker_key = models.TextField()
    country = models.TextField()
    repair_class = models.TextField()
    uses = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sector", "maker_key", "country", "repair_class"],
                name="search_tally_once",
            )
        ]
        indexes = [
            # each holds all that the counts of one filter need, in the order in which they add up
            models.Index(fields=["sector", "uses"], name="search_tally_sector"),
            models.Index(fields=["maker_key", "uses"], name="search_tally_maker"),
            models.Index(fields=["country", "uses"], name="search_tally_country"),
            models.Index(fields=["repair_class", "uses"], name="search_tally_class"),
            models.Index(
                fields=["uses"], condition=models.Q(uses__lte=0), name="search_tally_unused"
            ),
        ]


class SearchMaker(models.Model):
    """How a maker's name is written, by the form in which it is compared."""

    key = models.TextField(primary_key=True)
    name = models.TextField()


class SearchState(models.Model):
    """Which rules and schemas the whole index was last built by; one row."""

    fingerprint = models.TextField()
    at_ms = models.BigIntegerField()


class CategoryCarbon(models.Model):
    """How the carbon figures of one category are spread that were found by one method.

    `quartiles` are five figures in kg CO2e, `bins` (low, high, count), and `figures` all figures in
    ascending order, or some at equal distances where there are many.
    """

    sector = models.TextField()
    category = models.TextField()
    carbon_key = models.TextField()
    n = models.IntegerField()
    quartiles = models.JSONField()
    bins = models.JSONField()
    figures = models.JSONField()
    at_ms = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sector", "category", "carbon_key"], name="search_category_once"
            )
        ]
