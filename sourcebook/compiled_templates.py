"""The bytecode of Jinja templates, from one build to the next: compiling takes half a second.

Loading bytecode can run any code. So it is loaded only from ``writing.cache``, whose entries are
sealed.
"""

from collections.abc import Mapping

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket


class CompiledTemplates(BytecodeCache):
    """The bytecode of an environment's templates.

    ``environment``: from now on, it takes bytecode from here, and adds what it compiles. ``known``:
    the bytecode of an earlier build; None if there is none. If a template has changed since, its
    bytecode isn't used.
    """

    def __init__(self, environment: Environment, known: Mapping[str, bytes] | None) -> None:
        self._environment = environment
        self.bytecode = dict(known or {})
        """Maps a key, which Jinja makes of a template's name and path, to the bytecode."""
        environment.bytecode_cache = self

    def compile_all(self) -> None:
        """Compile the templates, before a process is forked that would have to do so itself."""
        for name in self._environment.list_templates(extensions=["j2"]):
            self._environment.get_template(name)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a template's bytecode into ``bucket``, if it is known. Jinja calls this."""
        if known := self.bytecode.get(bucket.key):
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Add the bytecode of a template that was compiled. Jinja calls this."""
        self.bytecode[bucket.key] = bucket.bytecode_to_string()
