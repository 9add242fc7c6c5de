"""A reader that takes its process along, for workers to run; apart, since they know no Django."""

import os

from articles.importing.readers import Job
from articles.text.codes import Code, coded

HARMLESS = coded("page.no_prose")


def read_or_die(job: Job) -> Code:
    if b"deadly" in job.data:
        os._exit(9)
    return HARMLESS
