"""Caches the bytecode of Jinja templates between builds, because compiling takes half a second.

Bytecode from a stranger could run any code. So bytecode is loaded only from ``writing.cache``,
which ignores files that this user's Sourcebook hasn't signed.
"""

from collections.abc import Mapping

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket


class CompiledTemplates(BytecodeCache):
    """The bytecode of a Jinja environment's templates.

    ``environment``: the environment that will load and store its bytecode here. ``known``:
    the bytecode of an earlier build; None if there is none. If a template has changed since, its
    bytecode isn't used.
    """

    def __init__(self, environment: Environment, known: Mapping[str, bytes] | None) -> None:
        self._environment = environment
        self.bytecode = dict(known or {})
        """Maps Jinja's key for a template, made of its name and path, to its bytecode."""
        environment.bytecode_cache = self

    def load_all(self) -> None:
        """Load all templates, so that processes forked after this needn't load or compile any."""
        for name in self._environment.list_templates(extensions=["j2"]):
            self._environment.get_template(name)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a template's bytecode into ``bucket``, if it is known. Jinja calls this."""
        if known := self.bytecode.get(bucket.key):
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Add the bytecode of a template that was compiled. Jinja calls this."""
        self.bytecode[bucket.key] = bucket.bytecode_to_string()
