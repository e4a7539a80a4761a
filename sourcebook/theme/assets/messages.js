/*{#
 The translations for gettext.js: MkDocs fills this in as a template (publishing/translations.py).
 What only copies it, as Zensical does, shows English.
*/
export const messages = {}, plural = (n) => n !== 1;
/*#}*/
/*{{ "*" ~ "/" }}export const messages = {{ translations|d({})|tojson }}, plural = (n) => {{ plural_rule|d("n != 1") }};{{ "/" ~ "*" }}*/
