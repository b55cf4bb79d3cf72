"""What waitress refuses before the application sees it, in the one shape of all errors."""

from http import HTTPStatus

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from web.problems import PROBLEM_TYPE, problem_json


class ProblemTask(ErrorTask):  # type: ignore[misc]  # waitress has no annotations
    """Answers what is no request at all, or one too large to be kept."""

    def execute(self) -> None:
        """Answer problem details, and hang up."""
        error = self.request.error
        detail = " ".join(str(error.body).split())
        body = problem_json(HTTPStatus(error.code), detail)
        self.status = f"{error.code} {error.reason}"
        self.response_headers.append(("Content-Type", PROBLEM_TYPE))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):  # type: ignore[misc]  # waitress has no annotations
    """A connection whose errors have the shape of all others."""

    error_task_class = ProblemTask
