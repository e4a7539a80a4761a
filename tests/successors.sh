#!/bin/sh
# Builds docs/ with what may take over from MkDocs one day, and reports what comes of it.
# Usage: successors.sh BIN, where BIN holds properdocs and zensical. Exits 1 if one fails.
bin=$(cd "$1" && pwd)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
# The hook makes a small page to embed for some pages, so those who build without it have none.
pages=$(find site -name '*.html' -not -path '*/embed/*' | wc -l)
failed=0
report() {
  made=$(find "$2" -name '*.html' 2>/dev/null | wc -l)
  echo "$1: $made HTML pages (MkDocs: $pages)"
  [ "$made" -ge "$pages" ] || { failed=1; tail -n 5 "$out/log"; }
}
# The hook would make docs/ anew, with packages that a successor's environment need not have.
cp -R docs sourcebook "$out"
sed 's/^markdown_extensions:/&\n  - sourcebook.commonmark/' mkdocs.yml >"$out/mkdocs.yml"
PYTHONPATH=$out
export PYTHONPATH
printf 'INHERIT: mkdocs.yml\nhooks: []\nwatch: []\n' >"$out/properdocs.yml"
(cd "$out" && NO_MKDOCS_2_WARNING=1 "$bin/properdocs" build -f properdocs.yml -d properdocs) >"$out/log" 2>&1
report ProperDocs "$out/properdocs"
(cd "$out" && "$bin/zensical" build -f mkdocs.yml) >"$out/log" 2>&1
report Zensical "$out/site"
exit $failed
