"""Which task answers which topic of the outbox; nothing outside this package sends a task.

Names, not modules: this is read while Django still loads its applications.
"""

TASKS = {
    "passport.published": "lifecycle.tasks.products_changed",
    "activity_model.recorded": "lifecycle.tasks.products_changed",
    "factor_set.published": "lifecycle.tasks.factor_set_published",
    "job.due": "lifecycle.tasks.run_job",
    "search.due": "lifecycle.tasks.index_models",
    "search.rebuild": "lifecycle.tasks.rebuild_search",
}
